package io.smolscale.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Control groups as Linux lays them out, in a folder of ours.
class LimitsTest {
  @TempDir private Path mount;

  @Test
  void whereThereAreNoGroupsThereAreNoLimits() {
    assertThat(Limits.read(List.of("0::/"), mount)).isEqualTo(Limits.NONE);
  }

  @Test
  void theTightestGroupOnTheWayUpCounts() throws IOException {
    write("cgroup.controllers", "cpu memory");
    write("service/cpu.max", "150000 100000");
    write("service/memory.max", "1073741824");
    write("service/app/cpu.max", "max 100000");
    write("service/app/memory.max", "max");
    Limits limits = Limits.read(List.of("0::/service/app"), mount);
    assertThat(limits.source()).isEqualTo(Optional.of("cgroup v2"));
    assertThat(limits.processors()).hasValue(1.5);
    assertThat(limits.memory()).hasValue(1L << 30);
  }

  @Test
  void aPathThatIsNotMountedInTheContainerLeavesTheTop() throws IOException {
    write("cgroup.controllers", "cpu memory");
    write("cpu.max", "50000 100000");
    Limits limits = Limits.read(List.of("0::/../elsewhere/pod"), mount);
    assertThat(limits.processors()).hasValue(0.5);
    assertThat(limits.memory()).isEmpty();
  }

  @Test
  void versionOneHasAHierarchyForEachController() throws IOException {
    write("cpu/app/cpu.cfs_quota_us", "200000");
    write("cpu/app/cpu.cfs_period_us", "100000");
    write("memory/memory.limit_in_bytes", "9223372036854771712");
    write("memory/app/memory.limit_in_bytes", "536870912");
    Limits limits =
        Limits.read(List.of("4:memory:/app", "3:cpu,cpuacct:/app", "1:name=systemd:/"), mount);
    assertThat(limits.source()).isEqualTo(Optional.of("cgroup v1"));
    assertThat(limits.processors()).hasValue(2);
    assertThat(limits.memory()).hasValue(512L << 20);
  }

  @Test
  void versionOneWithoutLimits() throws IOException {
    write("cpu/cpu.cfs_quota_us", "-1");
    write("cpu/cpu.cfs_period_us", "100000");
    write("memory/memory.limit_in_bytes", "9223372036854771712");
    Limits limits = Limits.read(List.of("4:memory:/", "3:cpu,cpuacct:/"), mount);
    assertThat(limits.processors()).isEmpty();
    assertThat(limits.memory()).isEmpty();
  }

  private void write(String file, String text) throws IOException {
    Path path = mount.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }
}
