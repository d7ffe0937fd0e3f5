package io.smolscale.cli.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.CommandRun;
import io.smolscale.cli.jvm.Child;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A recording of a program that runs, checked against itself.
@EnabledOnOs({OS.LINUX, OS.MAC})
class RecordIT {
  @TempDir private Path folder;

  private record Slice(double from, double to, Map<?, ?> args, String name) {
    static Slice of(Map<?, ?> event) {
      double from = number(event.get("ts"));
      return new Slice(
          from,
          from + number(event.get("dur")),
          (Map<?, ?>) requireNonNull(event.get("args")),
          String.valueOf(event.get("name")));
    }
  }

  private static double number(@Nullable Object value) {
    return ((Number) requireNonNull(value)).doubleValue();
  }

  @Test
  void eachRunHasASubmissionBeforeItAndNoWorkerRunsTwoAtATime() throws Exception {
    try (Child child = Child.start(Child.onSmolscale(), Talks.class)) {
      Path file = folder.resolve("trace.json");
      Path page = folder.resolve("trace.html");
      CommandRun.of(
              "record",
              "--seconds",
              "1",
              "-o",
              file.toString(),
              "--html",
              page.toString(),
              child.pid())
          .assertExit(0);
      Map<Object, List<Slice>> lanes = lanes(file);
      assertThat(lanes).isNotEmpty();
      for (List<Slice> lane : lanes.values()) {
        lane.sort(Comparator.comparingDouble(Slice::from));
        for (int i = 1; i < lane.size(); i++) {
          assertThat(lane.get(i).from()).isGreaterThanOrEqualTo(lane.get(i - 1).to() - 0.001);
        }
      }
      List<Slice> all = lanes.values().stream().flatMap(List::stream).toList();
      assertThat(all)
          .allMatch(run -> number(run.args().get("waited us")) >= 0)
          .anyMatch(run -> run.name().endsWith(" asks"))
          .anyMatch(run -> run.name().endsWith(" answers"))
          .anyMatch(run -> "timer".equals(run.args().get("then")));
      assertThat(page).content().contains("</html>", "worst");

      // It is off again: the next one begins with nothing of this one.
      CommandRun again =
          CommandRun.of("record", "--seconds", "1", "-o", file.toString(), child.pid());
      assertThat(again.assertExit(0).out()).contains(" runs on ");
    }
  }

  @Test
  void aCommandThatIsEndedEarlyWritesWhatItHas() throws Exception {
    try (Child child = Child.start(Child.onSmolscale(), Talks.class)) {
      Path file = folder.resolve("trace.json");
      Process command =
          new ProcessBuilder(
                  System.getProperty("smolscale.launcher"),
                  "record",
                  "--seconds",
                  "600",
                  "-o",
                  file.toString(),
                  child.pid())
              .redirectErrorStream(true)
              .start();
      BufferedReader said = command.inputReader();
      assertThat(said.readLine()).contains("recording for 600 s");
      command.toHandle().destroy(); // SIGTERM, and the same as Ctrl-C
      assertThat(said.readLine()).contains(" runs on ");
      assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(lanes(file)).isNotEmpty();

      // Nothing is left behind that refuses the next one.
      CommandRun.of("record", "--seconds", "1", "-o", file.toString(), child.pid()).assertExit(0);
    }
  }

  @Test
  void aProgramWithTheLibraryAloneHasItsPlainTasksAndThreadsRecorded() throws Exception {
    List<String> open =
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    try (Child child = Child.start(open, Orders.class)) {
      Path file = folder.resolve("trace.json");
      CommandRun.of("record", "--seconds", "1", "-o", file.toString(), child.pid()).assertExit(0);
      List<Slice> all = lanes(file).values().stream().flatMap(List::stream).toList();
      assertThat(all)
          .anyMatch(run -> run.name().equals("task Orders$Order") && comesFrom(run, " submits"))
          .anyMatch(run -> run.name().equals("task Orders$Question") && comesFrom(run, " submits"))
          .anyMatch(run -> run.name().equals("task Orders$Later"))
          .anyMatch(
              run -> run.name().endsWith(" submits") && "timer".equals(run.args().get("then")));
    }
  }

  private static boolean comesFrom(Slice run, String thread) {
    return String.valueOf(run.args().get("woken by")).endsWith(thread);
  }

  private static Map<Object, List<Slice>> lanes(Path file) throws Exception {
    Map<Object, List<Slice>> lanes = new HashMap<>();
    List<?> events =
        (List<?>) requireNonNull(JSON.std.mapFrom(Files.readString(file)).get("traceEvents"));
    for (Object each : events) {
      Map<?, ?> event = (Map<?, ?>) each;
      if ("X".equals(event.get("ph"))) {
        lanes.computeIfAbsent(event.get("tid"), _ -> new ArrayList<>()).add(Slice.of(event));
      }
    }
    return lanes;
  }

  @Test
  void aNumberThatMakesNoSenseIsRefused() {
    assertThat(CommandRun.of("record", "--runs", "0", "1").assertExit(2).err())
        .contains("--runs 0: a whole number from 1 to");
    assertThat(CommandRun.of("record", "--when-wait-exceeds", "soon", "1").assertExit(2).err())
        .contains("'soon' is not a whole number");
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeTheRecording() {
    Path nowhere = folder.resolve("none").resolve("trace.json");
    assertThat(CommandRun.of("record", "-o", nowhere.toString(), "1").assertExit(2).err())
        .contains("--output " + nowhere + ": no file can be written there");
    Path file = folder.resolve("trace.json");
    assertThat(
            CommandRun.of("record", "-o", file.toString(), "--html", folder.toString(), "1")
                .assertExit(2)
                .err())
        .contains("--html " + folder);
    assertThat(file).doesNotExist();
  }
}
