package io.smolscale.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.smolscale.cli.measure.MachineUsage.Disturbance;
import io.smolscale.cli.measure.ProcessUsage.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The arithmetic between two readings of a process, and of the machine.
class UsageTest {
  private static ProcessUsage usage(long cpuMillis, Map<String, Task> tasks) {
    return new ProcessUsage(Optional.of(Duration.ofMillis(cpuMillis)), tasks);
  }

  @Test
  void threadsAreComparedOneByOne() {
    ProcessUsage before = usage(100, Map.of("1", new Task(60_000_000, 10)));
    ProcessUsage after =
        usage(150, Map.of("1", new Task(103_000_000, 25), "2", new Task(2_000_000, 3)));
    ProcessUsage.Used used = after.since(before);
    assertThat(used.cpuNanos()).hasValue(45_000_000);
    assertThat(used.switches()).hasValue(18);
    assertThat(used.endedThreads()).isZero();
  }

  @Test
  void theCpuTimeOfEndedThreadsIsNotLost() {
    ProcessUsage before = usage(100, Map.of("1", new Task(0, 10), "2", new Task(60_000_000, 5)));
    ProcessUsage after = usage(500, Map.of("1", new Task(10_000_000, 20)));
    ProcessUsage.Used used = after.since(before);
    assertThat(used.cpuNanos()).hasValue(380_000_000); // 400 ms less a step
    assertThat(used.switches()).hasValue(10);
    assertThat(used.endedThreads()).isEqualTo(1);
  }

  @Test
  void withoutThreadsTheCoarseFigureCounts() {
    ProcessUsage.Used used = usage(150, Map.of()).since(usage(100, Map.of()));
    assertThat(used.cpuNanos()).hasValue(50_000_000);
    assertThat(used.switches()).isEmpty();
  }

  @Test
  void withoutAnyFigureThereIsNone() {
    ProcessUsage nothing = new ProcessUsage(Optional.empty(), Map.of());
    assertThat(nothing.since(nothing).cpuNanos()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxTellsAboutThisProcess() {
    ProcessUsage usage = ProcessUsage.of(ProcessHandle.current());
    assertThat(usage.cpu()).isPresent();
    assertThat(usage.tasks().values()).anyMatch(task -> task.switches() > 0);
  }

  @Test
  void theMachineIsReadFromItsFirstLine() {
    List<String> lines =
        List.of(
            "cpu  10 20 30 400 50 6 7 8 0 0",
            "cpu0 5 10 15 200 25 3 3 4 0 0",
            "cpu1 5 10 15 200 25 3 4 4 0 0",
            "intr 1 2 3");
    assertThat(MachineUsage.parse(lines)).contains(new MachineUsage(73, 8, 531, 2));
    assertThat(MachineUsage.parse(List.of())).isEmpty();
    assertThat(MachineUsage.parse(List.of("cpu  1 2", "cpu0 1 2"))).isEmpty();
  }

  @Test
  void whatWeDidNotUseIsOthers() {
    MachineUsage before = new MachineUsage(0, 0, 0, 2);
    MachineUsage after = new MachineUsage(140, 10, 200, 2);
    Disturbance disturbance = after.since(before, 1_000_000_000, 1_000_000_000);
    assertThat(disturbance.others()).isCloseTo(0.2, within(1e-9));
    assertThat(disturbance.stolen()).isCloseTo(0.05, within(1e-9));
    assertThat(before.since(before, 1, 1)).isEqualTo(Disturbance.UNKNOWN);
  }
}
