package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.Innocent;
import io.smolscale.apps.LateLogging;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Nothing of ours logs before the program does, nor uses another part of the JDK that takes
/// settings when it is first used: the program may be about to make them.
class LoggingIT {
  private static final List<String> HAVE_SETTINGS =
      List.of(
          "java/util/logging/",
          "jdk/internal/logger/",
          "java/lang/management/",
          "sun/management/",
          "javax/management/",
          "java/security/Security'",
          "java/security/Provider",
          "java/security/SecureRandom",
          "java/nio/file/FileSystems'",
          "java/net/InetAddress",
          "sun/nio/ch/Net'",
          "java/util/TimeZone",
          "java/time/Zone",
          "java/time/format/",
          "java/text/",
          "sun/util/locale/provider/",
          "java/util/ServiceLoader'",
          "java/util/ResourceBundle",
          "java/util/prefs/");

  @Test
  void aTaskThatIsStuckBeforeMainHasSetTheLogManagerLeavesThatToMainAndIsLoggedAfterwards()
      throws Exception {
    for (Program program :
        List.of(
            Program.of(LateLogging.class).withAgent(),
            Program.withLibrary(LateLogging.class).opened())) {
      Result result = program.run().assertQuiet();
      assertThat(result.out()).containsExactly("manager: Manager", "logged");
    }
  }

  /// Then nobody can know whether the program logs yet, so the log stays empty.
  @Test
  void aLibraryThatMissesSomethingSaysItOnStandardErrorAndLeavesTheLogManagerToMain()
      throws Exception {
    Result result = Program.withLibrary(LateLogging.class, "no log").run();
    result.assertComplained("--add-opens=java.base/java.lang=ALL-UNNAMED");
    assertThat(result.out()).containsExactly("manager: Manager");
  }

  @Test
  void aProgramWithThreadsThatAreStuckInitializesNoClassThatHasSettings() throws Exception {
    Result result =
        Program.of(Innocent.class)
            .withAgent()
            .option("-Xlog:class+init=info")
            .run()
            .assertEndedWell();
    assertThat(result.out())
        .anyMatch(line -> line.contains("Initializing 'io/smolscale/internal/worker/Worker'"))
        .anyMatch(line -> line.contains("Initializing 'io/smolscale/internal/worker/Witness$"))
        .filteredOn(line -> line.contains("Initializing '"))
        .noneMatch(line -> HAVE_SETTINGS.stream().anyMatch(name -> line.contains("'" + name)));
  }
}
