package io.smolscale.bench;

import java.nio.file.Path;

/// The folder of the sources, in which everything that is measured was built.
public final class Checkout {
  private static final String PROPERTY = "smolscale.root"; // set by the script that starts us

  private Checkout() {}

  /// The top of the repository, if we were started by its script; else we are there. As a path from
  /// where we stand: whoever shares results does not share whose folders these are.
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    Path root = here.resolve(System.getProperty(PROPERTY, ""));
    return root.startsWith(here) ? here.relativize(root) : root;
  }
}
