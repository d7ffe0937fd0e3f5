package io.smolscale.bench;

import io.smolscale.bench.workload.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Who competes if nobody says otherwise.
///
/// @param name on the command line and in reports
/// @param families what it can run
/// @param jvmArgs what makes its JVMs different
record Contender(String name, Set<Family> families, List<String> jvmArgs) {

  /// Those who can run workloads of this family. The first is what the others are compared to.
  ///
  /// @param options the option file of smolscale
  static List<Contender> of(Family family, Path options) {
    return all(options).stream().filter(contender -> contender.families.contains(family)).toList();
  }

  /// This one as a side of a comparison.
  Variant variant() {
    return new Variant(name, jvmArgs);
  }

  private static List<Contender> all(Path options) {
    return List.of(
        new Contender("jdk", Set.of(Family.THREADS, Family.HTTP), List.of()),
        new Contender("smolscale", Set.of(Family.THREADS, Family.HTTP), List.of("@" + options)),
        // a selector loop on one thread in place of threads: the floor
        new Contender("nio-loop", Set.of(Family.HTTP), List.of("-Dsmolscale.bench.server=loop")));
  }
}
