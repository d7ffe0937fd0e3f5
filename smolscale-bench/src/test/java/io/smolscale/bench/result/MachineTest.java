package io.smolscale.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  private static final int CORES = 2;

  @TempDir private Path root;

  @Test
  void aMachineThatTellsAllIsDescribed() throws IOException {
    for (int cpu = 0; cpu < 2 * CORES; cpu++) {
      String folder = "sys/devices/system/cpu/cpu" + cpu + "/";
      put(folder + "topology/physical_package_id", "0\n");
      put(folder + "topology/core_id", cpu % CORES + "\n");
      put(folder + "cpufreq/scaling_governor", cpu == 0 ? "powersave\n" : "performance\n");
    }
    put("sys/devices/system/cpu/cpu0/cpufreq/scaling_driver", "amd-pstate\n");
    put("sys/devices/system/cpu/cpufreq/boost", "1\n");
    put("sys/devices/system/cpu/smt/active", "1\n");
    put("sys/devices/system/cpu/cpu0/cache/index3/level", "3\n");
    put("sys/devices/system/cpu/cpu0/cache/index3/type", "Unified\n");
    put("sys/devices/system/cpu/cpu0/cache/index3/size", "32768K\n");
    put("sys/devices/system/cpu/cpu0/cache/index3/shared_cpu_list", "0-3\n");
    put("sys/devices/system/node/node0/cpulist", "0-3\n");
    put("sys/fs/cgroup/a/b/cpu.max", "150000 100000\n");
    put("sys/fs/cgroup/memory.max", "max\n");
    put("proc/self/cgroup", "0::/a/b\n");
    put("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t0-2\n");
    put(
        "proc/self/limits",
        "Limit  Soft Limit  Hard Limit  Units\nMax open files  1024  4096  files\n");
    put("proc/sys/kernel/osrelease", "6.1.0\n");
    put("proc/meminfo", "MemTotal:       2097152 kB\nMemAvailable:   1048576 kB\n");
    put("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu hypervisor\n");
    assertThat(Machine.under(root).facts())
        .containsEntry("Kernel", "6.1.0")
        .containsEntry("Topology", "4 processors on 2 cores in 1 sockets, 1 memory nodes")
        .containsEntry("Caches", "L3 Unified 32768K for processors 0-3")
        .containsEntry("SMT", "on")
        .containsEntry("Frequency governor", "performance, powersave (driver amd-pstate, boost on)")
        .containsEntry("Hypervisor", "yes")
        .containsEntry("Processors for us", "0-2")
        .containsEntry("Control group", "cpu.max 150000 100000, memory.max max")
        .containsEntry("Memory", "total 2048 MB, available 1024 MB")
        .containsEntry("Open files", "4096");
  }

  @Test
  void aMachineThatTellsNothingIsDescribedAllTheSame() {
    assertThat(Machine.under(root).facts())
        .hasSameSizeAs(Machine.here().facts())
        .containsEntry("SMT", "not told")
        .containsEntry("Topology", "not told")
        .allSatisfy((name, fact) -> assertThat(fact).as(name).isNotEmpty());
  }

  private void put(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
