package io.smolscale.internal.doctor;

import java.util.ArrayList;
import java.util.List;

/// Faults of JDKs in which a virtual thread is never woken, whatever schedules it. A user who sees
/// such a hang must not look for its cause in smolscale.
///
/// A vendor may have mended one in an earlier build of its own, which its number does not show.
///
/// @param bug its number
/// @param what it does, after "a virtual thread may"
/// @param mended the first builds without it, one for each feature release that has had it, the
///   latest last; later releases never had it
record KnownFaults(String bug, String what, List<Runtime.Version> mended) {
  private static final List<KnownFaults> ALL =
      List.of(
          new KnownFaults(
              "JDK-8369227",
              "stay parked for ever when it is unparked while a timed wait of its ends",
              versions("25.0.3", "26.0.1")),
          new KnownFaults(
              "JDK-8373120",
              "stay blocked for ever at a monitor that is free",
              versions("25.0.4", "26.0.1")));

  KnownFaults {
    mended = List.copyOf(mended);
  }

  private static List<Runtime.Version> versions(String... numbers) {
    List<Runtime.Version> versions = new ArrayList<>();
    for (String number : numbers) {
      versions.add(Runtime.Version.parse(number));
    }
    return versions;
  }

  /// A sentence for each that a JDK has.
  static List<String> of(Runtime.Version jdk) {
    return ALL.stream().filter(fault -> fault.isIn(jdk)).map(fault -> fault.about(jdk)).toList();
  }

  private boolean isIn(Runtime.Version jdk) {
    return mended.stream()
        .anyMatch(first -> first.feature() == jdk.feature() && isBefore(jdk, first));
  }

  /// By the numbers alone: `25.0.3-ea` has what is mended in 25.0.3, or soon will.
  private static boolean isBefore(Runtime.Version jdk, Runtime.Version first) {
    return jdk.interim() < first.interim()
        || (jdk.interim() == first.interim() && jdk.update() < first.update());
  }

  private String about(Runtime.Version jdk) {
    String first =
        mended.stream()
            .filter(version -> version.feature() == jdk.feature())
            .map(Runtime.Version::toString)
            .findFirst()
            .orElseThrow();
    return "in this JDK a virtual thread may "
        + what
        + " ("
        + bug
        + ", mended in "
        + first
        + "): a hang of that kind is the JDK's, on this scheduler and on its own";
  }
}
