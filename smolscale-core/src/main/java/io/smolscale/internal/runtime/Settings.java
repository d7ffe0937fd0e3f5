package io.smolscale.internal.runtime;

import io.smolscale.internal.jdk.Need;
import java.util.List;
import java.util.Locale;

/// The settings of the global scheduler, from system properties, the agent's options and the
/// environment.
///
/// | property | environment | meaning | default |
/// | --- | --- | --- | --- |
/// | `smolscale.parallelism` | `SMOLSCALE_PARALLELISM` | workers that run at once, 1 to 32767 | the processors that the JVM sees |
/// | `smolscale.maxThreads` | `SMOLSCALE_MAX_THREADS` | workers and spares, at least the parallelism | parallelism + 256 |
/// | `smolscale.singleThread` | `SMOLSCALE_SINGLE_THREAD` | `true`: one worker, and no spare unless `maxThreads` asks for some | `false` |
/// | `smolscale.scheduler` | `SMOLSCALE_SCHEDULER` | `jdk`: everything on the JDK's own scheduler | `smolscale` |
///
/// A property wins over an [option of the agent][AgentOptions], which has the same name without
/// `smolscale.`, and that over the environment. The last one switches everything off without a
/// change to the command line. [ProfileSettings] are checked and explained with these.
///
/// Those of the JDK's own scheduler ([JdkSettings]) count where none of ours says otherwise.
///
/// @param parallelism workers that run at once
/// @param maxThreads workers and spares at most
/// @param jdk whether to use the JDK's scheduler instead
public record Settings(int parallelism, int maxThreads, boolean jdk) {
  /// The most workers that run at once.
  public static final int MAX_PARALLELISM = 32_767;

  /// How many spares there may be beside the home workers, if nobody says otherwise.
  public static final int SPARES = 256;

  /// What they are called, all of them.
  static final List<String> NAMES =
      List.of("scheduler", "singleThread", "parallelism", "maxThreads", "profile");

  private static final String SMOLSCALE = "smolscale";
  private static final String JDK = "jdk";
  static final String DEFAULT = "default";

  /// Reads them.
  ///
  /// @throws IllegalArgumentException naming the setting, its value, where it came from and what it
  ///   should be
  public static Settings read() {
    Need.checkRefusals();
    return read(Sources.here(), Runtime.getRuntime().availableProcessors());
  }

  static Settings read(Sources sources, int processors) {
    ProfileSettings.read(sources); // a bad one is refused with the others
    return new Asked(sources).settings(processors);
  }

  /// Says what of these may change while the process runs.
  ///
  /// @throws IllegalArgumentException as [#read()] does
  public static Change change() {
    return change(Sources.here());
  }

  static Change change(Sources sources) {
    return new Asked(sources).change();
  }

  /// Reads the settings, and where each was set.
  ///
  /// @throws IllegalArgumentException as [#read()] does
  public static Explained explain() {
    Need.checkRefusals();
    return explain(Sources.here(), Runtime.getRuntime().availableProcessors());
  }

  static Explained explain(Sources sources, int processors) {
    return new Asked(sources).explain(processors, ProfileSettings.explain(sources));
  }

  /// What the user wrote.
  private record Asked(
      Sources.Setting scheduler,
      Sources.Setting single,
      Sources.Setting parallelism,
      Sources.Setting maxThreads,
      JdkSettings ofJdk) {

    Asked(Sources sources) {
      this(
          sources.get("scheduler"),
          sources.get("singleThread"),
          sources.get("parallelism"),
          sources.get("maxThreads"),
          JdkSettings.read(sources));
    }

    Settings settings(int processors) {
      boolean jdk =
          switch (scheduler.or(SMOLSCALE).toLowerCase(Locale.ROOT)) {
            case JDK -> true;
            case SMOLSCALE -> false;
            default -> throw scheduler.refuse("must be \"smolscale\" or \"jdk\"");
          };
      boolean alone = single.asBoolean();
      if (alone) {
        single.excludes(parallelism);
      }
      int workers = alone ? 1 : parallelism.asInt(workersByJdk(processors), 1, MAX_PARALLELISM);
      int threads = maxThreads.asInt(threadsFor(workers), workers, MAX_PARALLELISM + SPARES);
      return new Settings(workers, threads, jdk);
    }

    /// A limit of ours wins over a number of the JDK's, as its own limit does.
    private int workersByJdk(int processors) {
      int workers = ofJdk.parallelism(processors);
      boolean limited = ofJdk.parallelism().isSet() && maxThreads.isSet();
      return limited
          ? Math.min(workers, maxThreads.asInt(0, 1, MAX_PARALLELISM + SPARES))
          : workers;
    }

    private int threadsFor(int workers) {
      if (single.asBoolean()) {
        return workers;
      }
      return ofJdk.maxPoolSize().isSet() ? Math.max(workers, ofJdk.maxThreads()) : workers + SPARES;
    }

    Change change() {
      boolean alone = single.asBoolean();
      return new Change(
          !alone && !parallelism.isSet() && !ofJdk.parallelism().isSet(),
          alone || maxThreads.isSet() || ofJdk.maxPoolSize().isSet());
    }

    private String threadsFrom(int workers) {
      if (!ofJdk.maxPoolSize().isSet()) {
        return DEFAULT + ", parallelism + " + SPARES;
      }
      String from = JdkSettings.said(ofJdk.maxPoolSize());
      return workers > ofJdk.maxThreads() ? from + ", at least the parallelism" : from;
    }

    Explained explain(int processors, InForce profile) {
      Settings settings = settings(processors);
      boolean alone = single.asBoolean();
      String one = single.origin() + "=" + single.value();
      return new Explained(
          settings,
          List.of(
              scheduler.inForce(settings.jdk ? JDK : SMOLSCALE, DEFAULT),
              single.inForce(alone, DEFAULT),
              parallelism.inForce(
                  settings.parallelism,
                  alone
                      ? one
                      : ofJdk.parallelismFrom(
                          settings.parallelism,
                          processors,
                          DEFAULT + ", the processors of this JVM")),
              maxThreads.inForce(
                  settings.maxThreads, alone ? one : threadsFrom(settings.parallelism)),
              profile));
    }
  }

  /// What may change while the process runs.
  ///
  /// @param follows whether the parallelism follows the processors that the JVM sees
  /// @param limited whether `maxThreads` stays as it is then; if not, the number of spares does
  public record Change(boolean follows, boolean limited) {
    /// Nothing.
    public static final Change NONE = new Change(false, true);
  }

  /// Returns the settings, and where each was set.
  ///
  /// @param settings what the scheduler is made with
  /// @param inForce each of them for a reader
  public record Explained(Settings settings, List<InForce> inForce) {
    /// Copies the list.
    public Explained {
      inForce = List.copyOf(inForce);
    }
  }

  /// One setting.
  ///
  /// @param name as in the property
  /// @param value what is in force
  /// @param from the property, option or variable that says so, or why it is the default
  public record InForce(String name, String value, String from) {}
}
