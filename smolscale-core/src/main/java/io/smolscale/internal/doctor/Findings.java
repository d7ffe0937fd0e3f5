package io.smolscale.internal.doctor;

import io.smolscale.internal.jdk.Need;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.runtime.Remarks;
import io.smolscale.internal.runtime.Settings;
import io.smolscale.internal.runtime.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All that the doctor has found.
///
/// @param jar the file that was examined
/// @param version of smolscale
/// @param jvm what runs it
/// @param machine what that has to run on
/// @param settings in force; empty if one of them makes no sense
/// @param seams what came of reaching into the JDK; empty if a setting kept us from it
/// @param asAgent whether smolscale came as an agent, for which the VM reports each switch to tools
/// @param followsProcessors whether the parallelism changes with the processors
/// @param warnings faults of this JDK, and settings without effect
/// @param verdict what it comes to
record Findings(
    String jar,
    String version,
    Jvm jvm,
    Machine machine,
    List<Settings.InForce> settings,
    List<Reached> seams,
    boolean asAgent,
    boolean followsProcessors,
    List<String> warnings,
    Verdict verdict) {

  Findings {
    settings = List.copyOf(settings);
    seams = List.copyOf(seams);
    warnings = List.copyOf(warnings);
  }

  /// @param home where it is installed
  record Jvm(String version, String vendor, String home, String os) {
    static Jvm here() {
      return new Jvm(
          Runtime.version().toString(),
          System.getProperty("java.vendor"),
          System.getProperty("java.home"),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
  }

  /// @param processors as the JVM counts them
  /// @param affinity those that the operating system lets it run on, such as `0-3`
  /// @param maxHeap in bytes
  /// @param limits of the container
  record Machine(int processors, Optional<String> affinity, long maxHeap, Limits limits) {
    static Machine here() {
      Runtime runtime = Runtime.getRuntime();
      return new Machine(
          runtime.availableProcessors(), Limits.affinity(), runtime.maxMemory(), Limits.here());
    }
  }

  /// @param need what was reached for
  /// @param refusal why it was refused; empty if it is bound
  record Reached(Need need, Optional<String> refusal) {
    static Reached of(Need need) {
      return new Reached(
          need,
          need.seam() instanceof Seam.Refused<?>(String reason)
              ? Optional.of(reason)
              : Optional.empty());
    }
  }

  /// @param onSmolscale whether a virtual thread that was tried ran on it
  /// @param words the same as a sentence, with what to do about it
  record Verdict(boolean onSmolscale, String words) {}

  static Findings here(String jar, boolean asAgent) throws InterruptedException {
    List<Settings.InForce> settings = List.of();
    Optional<String> problem = Optional.empty();
    boolean follows = false;
    try {
      Settings.Explained explained = Settings.explain();
      settings = explained.inForce();
      follows = Settings.change().follows() && !explained.settings().jdk();
      if (explained.settings().jdk()) {
        problem = Optional.of("switched off by " + settings.getFirst().from());
      }
    } catch (IllegalArgumentException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    // Nobody has touched the JDK then, and what is closed to us says nothing.
    List<Reached> seams =
        problem.isPresent() ? List.of() : Arrays.stream(Need.values()).map(Reached::of).toList();
    return new Findings(
        jar,
        Version.NUMBER,
        Jvm.here(),
        Machine.here(),
        settings,
        seams,
        asAgent,
        follows,
        Stream.concat(KnownFaults.of(Runtime.version()).stream(), Remarks.here().stream()).toList(),
        verdict(problem, seams));
  }

  /// Tries it: whatever the seams say, what counts is where a virtual thread runs.
  private static Verdict verdict(Optional<String> problem, List<Reached> seams)
      throws InterruptedException {
    String carrier = TriedThread.carrier();
    if (carrier.startsWith("smolscale-")) {
      return new Verdict(true, "virtual threads run on smolscale: one was tried on " + carrier);
    }
    String why =
        problem
            .or(() -> seams.stream().flatMap(seam -> seam.refusal().stream()).findFirst())
            .orElse("standard error says why");
    if (carrier.equals(TriedThread.NOWHERE)) {
      return new Verdict(false, "no virtual thread starts in this JVM: " + why);
    }
    return new Verdict(
        false, "virtual threads run on the JDK's own scheduler, " + carrier + ": " + why);
  }
}
