package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.BadSetting;
import io.smolscale.apps.SingleThread;
import io.smolscale.apps.Stuck;
import io.smolscale.apps.UsesLibrary;
import io.smolscale.apps.WithoutAccess;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The jar as a library, in JVMs with settings of their own.
class LibraryIT {
  @Test
  void withAccess() throws Exception {
    Result result = Program.withLibrary(UsesLibrary.class).opened().run().assertQuiet();
    assertThat(result.out())
        .contains("nested: 20", "balancers: 1")
        .anyMatch(line -> line.startsWith("blockOn: ") && line.contains("@smolscale-"))
        .anyMatch(line -> line.startsWith("spawn: ") && line.contains("@smolscale-"))
        .anyMatch(line -> line.startsWith("own: ") && line.contains("@own-"))
        .anyMatch(line -> line.startsWith("jdk: ") && line.contains("@ForkJoinPool-"));
  }

  /// Nothing but `java.lang` is open, which is all that a user is asked for.
  @Test
  void theStackOfAStuckThreadIsItsOwn() throws Exception {
    Result result = Program.withLibrary(Stuck.class).opened().run().assertQuiet();
    assertThat(result.out()).contains("thread: hog", "at: burn").doesNotContain("at: runTasks");
  }

  @Test
  void whereTheJdkDoesNotTellTheThreadTheStackIsTheWorkers() throws Exception {
    Result result =
        Program.withLibrary(Stuck.class)
            .opened()
            .option("-Dsmolscale.refuse=MOUNTED_THREAD")
            .run()
            .assertQuiet();
    assertThat(result.out())
        .contains("at: runTasks")
        .doesNotContain("at: burn")
        .anyMatch(line -> line.startsWith("thread: smolscale-"));
  }

  @Test
  void withoutAccess() throws Exception {
    Result result = Program.withLibrary(WithoutAccess.class).run().assertEndedWell();
    assertThat(result.out())
        .contains("plain: 42", "spawned: 43", "again: 44", "blocked on: 45")
        .anyMatch(line ->
            line.startsWith("refused: ")
                && line.contains("--add-opens=java.base/java.lang=ALL-UNNAMED")
                && line.contains("-javaagent:smolscale.jar"));
    assertThat(result.err())
        .as("said once")
        .singleElement()
        .asString()
        .contains("tasks run on the JDK's own scheduler", "virtualThreads() will refuse")
        .contains("--add-opens=java.base/java.lang=ALL-UNNAMED");
  }

  @Test
  void onASingleThread() throws Exception {
    Result result =
        Program.withLibrary(UsesLibrary.class)
            .opened()
            .option("-Dsmolscale.singleThread=true")
            .run()
            .assertQuiet();
    assertThat(result.out())
        .contains("nested: 20", "nested in plain: 20")
        .anyMatch(line -> line.startsWith("spawn: ") && line.contains("@smolscale-worker-0"));
  }

  @Test
  void singleThreadModeCanBeAskedForByTheProgram() throws Exception {
    for (Program program :
        List.of(
            Program.withLibrary(SingleThread.class).opened(),
            Program.withLibrary(SingleThread.class).withAgent())) {
      Result result = program.option("-Dsmolscale.parallelism=2").run().assertQuiet();
      assertThat(result.out()).containsExactly("parallelism: 1", "threads: 1");
    }
  }

  @Test
  void butNotWhenThereAreMoreAlready() throws Exception {
    for (Program program :
        List.of(
            Program.withLibrary(SingleThread.class, "late").opened(),
            Program.withLibrary(SingleThread.class, "late").withAgent())) {
      Result result = program.option("-Dsmolscale.parallelism=2").run().assertQuiet();
      assertThat(result.out())
          .singleElement()
          .asString()
          .startsWith("refused: the global scheduler is in use")
          .contains("-Dsmolscale.singleThread=true");
    }
  }

  @Test
  void onTheJdksScheduler() throws Exception {
    Result result =
        Program.withLibrary(UsesLibrary.class)
            .environment("SMOLSCALE_SCHEDULER", "jdk")
            .run()
            .assertQuiet();
    assertThat(result.out())
        .contains("nested: 20", "balancers: 0")
        .filteredOn(line -> line.matches("(blockOn|spawn|own|jdk): .*"))
        .hasSize(4)
        .allMatch(line -> line.contains("@ForkJoinPool-"));
  }

  @Test
  void aBadSettingIsRefusedAtEachUse() throws Exception {
    Result result =
        Program.withLibrary(BadSetting.class)
            .opened()
            .environment("SMOLSCALE_MAX_THREADS", "lots")
            .run()
            .assertQuiet();
    assertThat(result.out())
        .hasSize(2)
        .allMatch(line -> line.startsWith("refused: SMOLSCALE_MAX_THREADS=lots: must be a number"));
  }
}
