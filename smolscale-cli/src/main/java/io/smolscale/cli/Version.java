package io.smolscale.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version in the jar's manifest.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "smolscale " + Optional.ofNullable(version).orElse("(built without a version)"),
      "JDK " + Runtime.version()
    };
  }
}
