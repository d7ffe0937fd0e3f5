package io.smolscale.cli.report;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Says what was wrong with a number in words that fit every option.
public final class WholeNumber implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    try {
      return Integer.valueOf(value.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + value + "' is not a whole number in range");
    }
  }
}
