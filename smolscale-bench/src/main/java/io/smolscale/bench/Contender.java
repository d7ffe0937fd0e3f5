package io.smolscale.bench;

import io.smolscale.bench.actor.Stage;
import io.smolscale.bench.result.Variant;
import io.smolscale.bench.task.Pool;
import io.smolscale.bench.workload.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Who competes if nobody says otherwise.
///
/// @param name on the command line and in reports
/// @param peer whether it is left out where time is short
/// @param families what it can run
/// @param jvmArgs what makes its JVMs different
record Contender(String name, boolean peer, Set<Family> families, List<String> jvmArgs) {
  private static final Set<Family> THREADS = Set.of(Family.THREADS, Family.HTTP, Family.NETTY);
  private static final Set<Family> TASKS = Set.of(Family.TASKS);
  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  private static final String SERVER = "smolscale.bench.server";
  private static final String LOOPS = "smolscale.bench.loops";
  private static final String POOL = Pool.PROPERTY;

  /// Those who can run workloads of this family. The first is what the others are compared to.
  ///
  /// @param options the option file of smolscale
  static List<Contender> of(Family family, Path options) {
    return all(options).stream().filter(contender -> contender.families.contains(family)).toList();
  }

  /// Returns the names of all.
  static List<String> names() {
    return all(Path.of("")).stream().map(Contender::name).distinct().toList();
  }

  /// This one as a side of a comparison.
  Variant variant() {
    return new Variant(name, jvmArgs);
  }

  private static List<Contender> all(Path options) {
    final String ours = "@" + options;
    return List.of(
        new Contender("jdk", false, THREADS, List.of()),
        new Contender("smolscale", false, THREADS, List.of(ours)),
        // without a second carrier nobody can steal, and nobody is woken in vain
        new Contender(
            "jdk-1", true, Set.of(Family.THREADS, Family.HTTP), List.of("-D" + PARALLELISM + "=1")),
        // a selector loop on one thread in place of threads: the floor
        new Contender("nio-loop", false, Set.of(Family.HTTP), List.of("-D" + SERVER + "=loop")),
        new Contender("netty", true, Set.of(Family.HTTP), List.of("-D" + SERVER + "=netty")),
        // the same program, with smolscale-netty's event loops
        new Contender(
            "loop-inside", false, Set.of(Family.NETTY), List.of(ours, "-D" + LOOPS + "=inside")),
        // Netty that answers in its loop, without virtual threads: the floor
        new Contender("netty", false, Set.of(Family.NETTY), List.of("-D" + SERVER + "=netty")),
        pool("fork-join", false),
        new Contender("smolscale", false, TASKS, List.of(ours, "-D" + POOL + "=smolscale")),
        pool("thread-pool", true),
        pool("kotlin", true),
        pool("pekko", true),
        pool("reactor", true),
        dispatcher("pekko", false, List.of()),
        dispatcher("smolscale", false, List.of(ours)),
        // the default dispatcher has at least eight threads; this one has as many as there are
        // cores
        dispatcher("pekko-cores", true, List.of()));
  }

  private static Contender dispatcher(String name, boolean peer, List<String> jvmArgs) {
    return new Contender(
        name,
        peer,
        Set.of(Family.ACTORS),
        Stream.concat(jvmArgs.stream(), Stream.of("-D" + Stage.PROPERTY + "=" + name)).toList());
  }

  private static Contender pool(String name, boolean peer) {
    return new Contender(name, peer, TASKS, List.of("-D" + POOL + "=" + name));
  }
}
