package io.smolscale.cli.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A trace that is made up: a waker on one worker, and whom it woke on another.
class ChromeTraceTest {
  private static Trace trace() {
    return Trace.of(
        Map.of(
            "nanos",
            10_000,
            "exceeded",
            0,
            "reasons",
            List.of("goes on", "java.util.concurrent.locks.ReentrantLock$NonfairSync"),
            "names",
            Map.of("71", "</script>", "-2", "com.example.Shop$$Lambda/0x0000a1"),
            "lanes",
            List.of(
                Map.of("worker", 5, "name", "w-0", "lost", 0, "runs", "1000,3000,71,500,1,1,1"),
                Map.of("worker", 6, "name", "w-1", "lost", 0, "runs", "2500,-1,72,2000,71,5,0"))),
        new Lacks(Path.of("nowhere")));
  }

  @Test
  void anArrowLeadsFromTheWakersRunToTheWoken() throws Exception {
    StringWriter text = new StringWriter();
    ChromeTrace.write(text, 7, trace());
    List<Map<?, ?>> events = new ArrayList<>();
    ((List<?>) requireNonNull(JSON.std.mapFrom(text.toString()).get("traceEvents")))
        .forEach(event -> events.add((Map<?, ?>) event));
    assertThat(
            events.stream()
                .filter(event -> "X".equals(event.get("ph")))
                .map(event -> String.valueOf(event.get("dur"))))
        .containsExactly("2.0", "7.5"); // the second goes on to the end
    assertThat(events)
        .filteredOn(event -> "s".equals(event.get("ph")))
        .singleElement()
        .satisfies(event -> {
          assertThat(String.valueOf(event.get("tid"))).isEqualTo("5");
          assertThat(String.valueOf(event.get("ts"))).isEqualTo("2.0");
        });
    assertThat(events)
        .filteredOn(event -> "f".equals(event.get("ph")))
        .singleElement()
        .satisfies(event -> assertThat(String.valueOf(event.get("tid"))).isEqualTo("6"));
  }

  @Test
  void aPlainTaskIsNamedByItsClass() {
    assertThat(trace().nameOf(-2)).isEqualTo("task Shop lambda");
    assertThat(trace().nameOf(72)).isEqualTo("#72");
    assertThat(trace().nameOf(0)).isEqualTo("a thread");
  }

  @Test
  void aReasonIsAShortName() {
    assertThat(trace().runs().getFirst().reason()).isEqualTo("ReentrantLock");
  }

  @Test
  void aWaitSaysWhatTheWorkersDidMeanwhile() {
    Trace trace = trace();
    assertThat(HtmlPage.meanwhile(trace.runs().getLast(), trace))
        .singleElement()
        .asString()
        .contains("on w-0");
  }

  @Test
  void noNameEndsTheScriptOfThePage() throws Exception {
    assertThat(HtmlPage.of(7, trace())).containsOnlyOnce("</script>");
  }
}
