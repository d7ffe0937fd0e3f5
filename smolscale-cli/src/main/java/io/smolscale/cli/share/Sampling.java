package io.smolscale.cli.share;

/// How a flight recording samples.
///
/// Neither takes the samples of threads in native code (`jdk.NativeMethodSample`): these count a
/// thread that waits in a system call as if it ran.
public enum Sampling {
  /// By CPU time, with what the kernel does for a thread: JDK 25 or newer on Linux. The rate is
  /// that of all processors together, so that the cost does not grow with them.
  CPU_TIME(
      "jdk.CPUTimeSample",
      "eventThread",
      "+jdk.CPUTimeSample#enabled=true +jdk.CPUTimeSample#throttle=1000/s"
          + " +jdk.CPUTimeSamplesLost#enabled=true"),
  /// By the clock, and only threads that are in Java code at that moment.
  JAVA_CODE(
      "jdk.ExecutionSample",
      "sampledThread",
      "+jdk.ExecutionSample#enabled=true +jdk.ExecutionSample#period=10ms");

  /// The first JDK that samples by CPU time.
  static final int FIRST_JDK = 25;

  private final String event;
  private final String threadField;
  private final String settings;

  Sampling(String event, String threadField, String settings) {
    this.event = event;
    this.threadField = threadField;
    this.settings = settings;
  }

  /// Returns the better one that a JVM has.
  static Sampling of(boolean linux, int jdk) {
    return linux && jdk >= FIRST_JDK ? CPU_TIME : JAVA_CODE;
  }

  /// Returns the one for a JVM of this JDK on this system.
  public static Sampling here() {
    return of(System.getProperty("os.name").equals("Linux"), FIRST_JDK);
  }

  String event() {
    return event;
  }

  /// The field of the event that has the thread.
  String threadField() {
    return threadField;
  }

  /// The settings of a recording that has these samples, and nothing else.
  ///
  /// @param delimiter between them
  public String settings(String delimiter) {
    return ("settings=none " + settings).replace(" ", delimiter);
  }
}
