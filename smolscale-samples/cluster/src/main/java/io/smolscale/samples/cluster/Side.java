package io.smolscale.samples.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What the nodes run on.
enum Side {
  /// All dispatchers on smolscale, and the option file on the command line.
  SMOLSCALE,

  /// What Pekko and the JDK do if nobody says otherwise.
  PEKKO;

  /// The options of a node's JVM.
  List<String> options(Path file) {
    return switch (this) {
      case SMOLSCALE -> List.of("@" + file, "-Dconfig.resource=on-smolscale.conf");
      case PEKKO -> List.of("-Dconfig.resource=cluster.conf");
    };
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
