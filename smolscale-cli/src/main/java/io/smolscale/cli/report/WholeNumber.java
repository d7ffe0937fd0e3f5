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

  /// Refuses a number that is not from 1 to a bound.
  ///
  /// @throws CommandException that names the option, the value and the bounds
  public static void check(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw CommandException.badInput(
          "%s %d: a whole number from 1 to %d".formatted(option, value, most));
    }
  }
}
