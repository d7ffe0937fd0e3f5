package io.smolscale.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTimesTest {
  @TempDir private Path mount;

  private void write(String file, String... lines) throws IOException {
    Path path = mount.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, List.of(lines));
  }

  @Test
  void theGroupThatWasHeldBackLongestCounts() throws Exception {
    write("cgroup.controllers", "cpu");
    write("cpu.stat", "usage_usec 5");
    write("pod/cpu.stat", "usage_usec 5", "nr_throttled 3", "throttled_usec 1500");
    write("pod/container/cpu.stat", "throttled_usec 20");
    assertThat(ProcessorTimes.throttled(List.of("0::/pod/container"), mount)).hasValue(1_500_000);
    assertThat(ProcessorTimes.throttled(List.of("0::/pod"), mount)).hasValue(1_500_000);
  }

  @Test
  void theFirstVersionOfControlGroupsSaysItInNanoseconds() throws Exception {
    write("cpu/cpu.stat", "nr_periods 9", "throttled_time 0");
    write("cpu/pod/cpu.stat", "throttled_time 77");
    assertThat(ProcessorTimes.throttled(List.of("4:memory:/", "3:cpu,cpuacct:/pod"), mount))
        .hasValue(77);
  }

  @Test
  void whereThereIsNoAccountThereIsNoTime() {
    assertThat(ProcessorTimes.throttled(List.of(), mount)).isEmpty();
    assertThat(ProcessorTimes.of(-1)).isEqualTo(ProcessorTimes.OfThread.UNKNOWN);
    assertThat(ProcessorTimes.of(Integer.MAX_VALUE)).isEqualTo(ProcessorTimes.OfThread.UNKNOWN);
  }
}
