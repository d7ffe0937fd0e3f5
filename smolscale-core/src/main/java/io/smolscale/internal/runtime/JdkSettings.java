package io.smolscale.internal.runtime;

/// The properties of the JDK's own scheduler that mean something here, as the JDK reads them: a
/// `maxPoolSize` below the parallelism lowers that.
///
/// The JDK reads them in the initialiser of its virtual threads. With a value that makes no sense
/// there are none in that JVM, on whatever scheduler, so such a value is refused though a setting
/// of ours may win over it.
///
/// @param parallelism `jdk.virtualThreadScheduler.parallelism`
/// @param maxPoolSize `jdk.virtualThreadScheduler.maxPoolSize`
record JdkSettings(Sources.Setting parallelism, Sources.Setting maxPoolSize) {
  /// Means nothing here: a spare comes when all workers are stuck.
  static final String MIN_RUNNABLE = "jdk.virtualThreadScheduler.minRunnable";

  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  private static final String MAX_POOL_SIZE = "jdk.virtualThreadScheduler.maxPoolSize";
  private static final String OR_NO_THREADS =
      ", or this JVM has no virtual threads at all: the JDK reads it, too";

  /// Reads them.
  ///
  /// @throws IllegalArgumentException when the JDK would not start with them
  static JdkSettings read(Sources sources) {
    JdkSettings read =
        new JdkSettings(
            sources.ofJdk("parallelism", PARALLELISM, "-D" + PARALLELISM),
            sources.ofJdk("maxThreads", MAX_POOL_SIZE, "-D" + MAX_POOL_SIZE));
    read.check();
    Sources.Setting minRunnable = sources.ofJdk("minRunnable", MIN_RUNNABLE, "-D" + MIN_RUNNABLE);
    if (minRunnable.isSet()) {
      number(minRunnable);
    }
    return read;
  }

  private void check() {
    if (maxPoolSize.isSet() && number(maxPoolSize) < 1) {
      throw maxPoolSize.refuse("must be a number from 1" + OR_NO_THREADS);
    }
    if (parallelism.isSet()) {
      int workers = parallelism(0);
      if (workers < 1 || workers > Settings.MAX_PARALLELISM) {
        throw parallelism.refuse(
            "must be a number from 1 to " + Settings.MAX_PARALLELISM + OR_NO_THREADS);
      }
    }
  }

  /// Returns how many workers run at once.
  ///
  /// @param otherwise how many, if they do not say
  int parallelism(int otherwise) {
    int asked = parallelism.isSet() ? number(parallelism) : otherwise;
    return maxPoolSize.isSet() ? Math.min(asked, number(maxPoolSize)) : asked;
  }

  /// Returns how many threads there are at most, if they say.
  int maxThreads() {
    return Math.min(number(maxPoolSize), Settings.MAX_PARALLELISM);
  }

  /// As the JDK reads it.
  private static int number(Sources.Setting setting) {
    try {
      return Integer.parseInt(setting.or(""));
    } catch (NumberFormatException _) {
      throw setting.refuse("must be a number" + OR_NO_THREADS);
    }
  }

  /// Returns the source of the number of workers that run at once.
  ///
  /// @param used how many do
  /// @param processors how many there are
  /// @param otherwise the source if they do not say
  String parallelismFrom(int used, int processors, String otherwise) {
    int asked = parallelism.isSet() ? number(parallelism) : processors;
    String from = parallelism.isSet() ? said(parallelism) : otherwise;
    return used == asked || !maxPoolSize.isSet() ? from : from + ", at most " + said(maxPoolSize);
  }

  /// The property as the user wrote it.
  static String said(Sources.Setting setting) {
    return setting.origin() + "=" + setting.value();
  }
}
