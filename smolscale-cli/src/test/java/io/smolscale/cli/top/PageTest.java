package io.smolscale.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The page, from answers that are made up.
class PageTest {
  private static final Kernel NO_KERNEL = new Kernel(false, 0, Map.of(), 0);

  private static Sample sample(long nanos, long task, String name) throws IOException {
    return sample(nanos, task, name, "[]");
  }

  private static Sample sample(long nanos, long task, String name, String waits)
      throws IOException {
    String answer =
        """
        {"nanos": %d, "millis": 0, "profile": false, "sites": [], "schedulers": [
          {"name": "smolscale", "since": 1, "workers": 1, "awake": 1, "busy": 1, "waiting": 7,
           "oldestWaitNanos": 2000000, "waits": %s, "tasks": %d, "wakeUps": 10, "stuck": [],
           "lanes": [{"name": "smolscale-worker-0", "worker": 5, "system": 9, "state": "running",
             "task": %d, "waiting": 3, "thread": 42, "threadName": "%s"}]}]}
        """
            .formatted(nanos, waits, task, task, name);
    return new Sample(JSON.std.mapFrom(answer), "1", NO_KERNEL, new Counters(Map.of()));
  }

  private static List<String> page(Sample before, Sample now, View view, int width) {
    return page(null, before, now, view, width);
  }

  private static List<String> page(
      @Nullable Sample longBefore, Sample before, Sample now, View view, int width) {
    Threads threads =
        new Threads(
            List.of(
                new Site("Shop.pack", 2, 0, Map.of(Site.Reason.QUEUE, 2), List.of()),
                new Site("Shop.serve", 9, 1, Map.of(Site.Reason.SOCKET, 8), List.of())),
            0);
    return Page.of(7, now, new Rates(longBefore, before, now), threads, List.of(), view, width)
        .stream()
        .map(Line::text)
        .toList();
  }

  @Test
  void everyLineFitsIntoTheTerminal() throws Exception {
    String longName = "a-name-that-is-longer-than-anybody-would-want-a-name-to-be-for-a-thread";
    for (int width : new int[] {60, 80, 132}) {
      assertThat(
              page(sample(0, 1, longName), sample(1_000_000_000, 1, longName), new View(), width))
          .allMatch(line -> line.length() <= width);
    }
  }

  @Test
  void aWorkerInTheSameTaskIsToldAsStuck() throws Exception {
    List<String> lines =
        page(sample(0, 4, "hog"), sample(2_000_000_000, 4, "hog"), new View(), 100);
    assertThat(lines).anyMatch(line -> line.contains("1 stuck"));
    assertThat(lines).anyMatch(line -> line.contains("#42 hog > 2.0 s"));
  }

  @Test
  void whatHappensASecondIsTheDifferenceOfTwoSamples() throws Exception {
    List<String> lines =
        page(sample(0, 100, "x"), sample(2_000_000_000, 2_100, "x"), new View(), 100);
    assertThat(lines)
        .anyMatch(line -> line.contains("a second 1,000 tasks, 0 wake-ups, 1,000 avoided"));
    assertThat(lines).noneMatch(line -> line.contains("1 stuck"));
  }

  @Test
  void delaysAreCountedFromTheStartOrFromAnEarlierSample() throws Exception {
    Sample first = sample(0, 1, "x", "[[1000, 90], [5000000, 10]]");
    Sample last = sample(1_000_000_000, 1, "x", "[[1000, 90], [5000000, 10], [20000, 98]]");
    assertThat(page(null, first, last, new View(), 100))
        .contains(
            "  wait for a worker p50 20 µs, p99 5.0 ms (198 sampled); the oldest waits 2.0 ms");
    assertThat(page(first, first, last, new View(), 100))
        .contains("  wait for a worker p50 20 µs, p99 20 µs (98 sampled); the oldest waits 2.0 ms");
  }

  @Test
  void sitesAreFilteredAndSorted() throws Exception {
    View view = new View();
    List<String> lines = page(sample(0, 1, "x"), sample(1_000_000_000, 2, "x"), view, 80);
    assertThat(lines.indexOf(line(lines, "Shop.serve")))
        .isLessThan(lines.indexOf(line(lines, "Shop.pack")));
    view.filter("PACK");
    assertThat(page(sample(0, 1, "x"), sample(1_000_000_000, 2, "x"), view, 80))
        .anyMatch(line -> line.startsWith("Shop.pack"))
        .noneMatch(line -> line.startsWith("Shop.serve"));
  }

  private static String line(List<String> lines, String begin) {
    return lines.stream().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
  }

  @Test
  void barsAreAsLongAsTheyShouldBe() {
    assertThat(Page.bar(0.5, 0.25, 20)).isEqualTo("#".repeat(10) + ":".repeat(5) + "     ");
    assertThat(Page.bar(1.2, 0.9, 10)).isEqualTo("#".repeat(10));
  }
}
