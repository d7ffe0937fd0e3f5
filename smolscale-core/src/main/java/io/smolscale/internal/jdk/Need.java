package io.smolscale.internal.jdk;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Everything that smolscale reaches for inside the JDK: one constant for each [Seam] that can be
/// refused. A new seam is a constant here and its line in [#seam].
///
/// ## Refused for a test
///
/// `-Dsmolscale.refuse=CARRIER,MOUNTED_THREAD` refuses these seams as a JDK would that has moved
/// what they reach for. It is there for tests, and for trying what a later JDK may bring.
public enum Need {
  CARRIER(
      "the carrier of a virtual thread",
      OpenPackages.NAMES,
      "what a virtual thread submits waits as if it came from outside"),
  VIRTUAL_THREAD_BUILDERS(
      "virtual threads with a scheduler of their own",
      OpenPackages.NAMES,
      "no virtual threads for the schedulers that a program makes"),
  DEFAULT_SCHEDULER(
      "the default scheduler of virtual threads",
      OpenPackages.NAMES,
      "the program runs on the JDK's own scheduler"),
  SOCKETS(
      "sockets that idle workers wait for",
      OpenPackages.FOR_SOCKETS,
      "the JDK's poller threads wait for them"),
  MOUNTED_THREAD(
      "the virtual thread on a carrier",
      OpenPackages.NAMES,
      "a report shows only the worker's own frames of a thread that is stuck"),
  LOG(
      "whether the program logs yet",
      OpenPackages.NAMES,
      "the log io.smolscale stays empty, and standard error has what it would warn of"),
  BLOCKING_HINTS(
      "what the JDK says to a carrier before it blocks",
      OpenPackages.NAMES,
      "what waits behind a thread that blocks in a file is helped when the balancer finds out"),
  THREAD_STATES(
      "whether a thread waits in the operating system",
      List.of(),
      "what waits behind a thread that blocks in native code is helped after 10 ms"),
  LIVE_THREADS(
      "the virtual threads that are alive",
      OpenPackages.NAMES,
      "no report counts them by what they wait for"),
  OBSERVERS(
      "whether somebody records or manages this JVM",
      OpenPackages.NAMES,
      "a program registers the scheduler's bean and switches its recording on itself");

  /// The property that refuses needs.
  public static final String REFUSE = "smolscale.refuse";

  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
  private final List<String> packages;

  private final String without;

  Need(String what, List<String> packages, String without) {
    this.what = what;
    this.packages = packages;
    this.without = without;
  }

  /// What it is, as the subject of a sentence.
  public String what() {
    return what;
  }

  /// What becomes of a program without it.
  public String without() {
    return without;
  }

  /// Returns whether it is reached for only when somebody asks for a report.
  public boolean isForReports() {
    return this == LIVE_THREADS || this == OBSERVERS;
  }

  /// What came of reaching for it in this JVM. The first to ask has it reached for.
  public Seam<?> seam() {
    return switch (this) {
      case CARRIER -> Carrier.seam();
      case VIRTUAL_THREAD_BUILDERS -> VirtualThreadBuilders.seam();
      case DEFAULT_SCHEDULER -> DefaultScheduler.seam();
      case SOCKETS -> PollSet.seam();
      case MOUNTED_THREAD -> MountedThread.seam();
      case LOG -> Log.seam();
      case BLOCKING_HINTS -> WorkerThreads.seam();
      case THREAD_STATES -> ThreadStates.seam();
      case LIVE_THREADS -> LiveThreads.seam();
      case OBSERVERS -> Observers.seam();
    };
  }

  List<String> packages() {
    return packages;
  }

  /// Opens its packages, if that was [allowed][OpenPackages#openOnDemand].
  void open() throws IllegalAccessException {
    OpenPackages.openIfAllowed(packages);
  }

  /// Returns whether a test wants it refused.
  boolean isRefusedForTest() {
    for (String name : refused()) { // no streams: this is on the way of each JVM with the agent
      if (name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /// Checks the property.
  ///
  /// @throws IllegalArgumentException when it names something else than a need
  public static void checkRefusals() {
    for (String name : refused()) {
      if (Arrays.stream(values()).noneMatch(need -> need.name().equalsIgnoreCase(name))) {
        throw new IllegalArgumentException(
            "-D%s=%s: must be one or more of %s, with commas between them"
                .formatted(
                    REFUSE,
                    System.getProperty(REFUSE),
                    Arrays.stream(values()).map(Need::name).collect(Collectors.joining(","))));
      }
    }
  }

  private static List<String> refused() {
    String names = System.getProperty(REFUSE, "");
    return names.isEmpty() ? List.of() : List.of(names.strip().split("\\s*,\\s*", -1));
  }
}
