package io.smolscale.cli.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker whose time without a processor is made up.
class LacksTest {
  private static final long BEFORE_ALL = 0;

  @TempDir private Path proc;

  @BeforeEach
  void make() throws IOException {
    Files.createDirectories(proc.resolve("task").resolve("70"));
  }

  private void waited(long nanos) throws IOException {
    Files.writeString(
        proc.resolve("task").resolve("70").resolve("schedstat"), "1000000 " + nanos + " 3\n");
  }

  private Lacks looked(long first, long second) throws IOException {
    Lacks lacks = new Lacks(proc);
    lacks.follow(Map.of("w-0", 70, "unknown", -1));
    waited(first);
    lacks.look();
    waited(second);
    lacks.look();
    return lacks;
  }

  @Test
  void whatAWorkerHasWaitedSinceTheLastLookIsALack() throws Exception {
    assertThat(looked(5_000_000, 5_700_000).of("w-0", BEFORE_ALL))
        .singleElement()
        .satisfies(lack -> {
          assertThat(lack.nanos()).isPositive().isLessThanOrEqualTo(lack.to() - lack.from());
        });
  }

  @Test
  void aWaitThatExplainsNothingIsLeftOut() throws Exception {
    assertThat(looked(5_000_000, 5_100_000).of("w-0", BEFORE_ALL)).isEmpty();
  }

  @Test
  void whatWasBeforeTheRecordingIsLeftOut() throws Exception {
    assertThat(looked(0, 9_000_000).of("w-0", System.nanoTime())).isEmpty();
  }

  @Test
  void whereTheSystemTellsNothingThereIsNone() {
    Lacks lacks = new Lacks(proc.resolve("nowhere"));
    lacks.follow(Map.of("w-0", 70));
    lacks.look();
    lacks.look();
    assertThat(lacks.of("w-0", BEFORE_ALL)).isEmpty();
  }

  @Test
  void aLackIsInTheTraceAndAmongTheReasonsOfAWait() throws Exception {
    Trace.Run run = new Trace.Run(9_000_000, 9_100_000, 71, 1_000_000, 1, 1, "ended");
    Trace.Lane lane =
        new Trace.Lane(
            5, "w-0", 0, List.of(run), List.of(new Lacks.Lack(0, 10_000_000, 8_000_000)));
    Trace trace = new Trace(20_000_000, 0, List.of(lane), Map.of());
    assertThat(HtmlPage.meanwhile(run, trace)).contains("w-0 without a processor for 8.0 ms");
    StringWriter text = new StringWriter();
    ChromeTrace.write(text, 7, trace);
    List<?> events = (List<?>) requireNonNull(JSON.std.mapFrom(text.toString()).get("traceEvents"));
    assertThat(events)
        .filteredOn(event -> "C".equals(((Map<?, ?>) event).get("ph")))
        .extracting(event -> String.valueOf(((Map<?, ?>) event).get("args")))
        .containsExactly("{%=80}", "{%=0}");
  }
}
