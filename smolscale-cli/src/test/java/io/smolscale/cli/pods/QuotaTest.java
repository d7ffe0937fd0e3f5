package io.smolscale.cli.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotaTest {
  @Test
  void inVersion1TheGroupIsBelowThatOfTheControllerForProcessors() throws IOException {
    assertThat(Quota.parent(List.of("4:memory:/a", "3:cpuset:/", "2:cpu:/pod/b", "0::/")))
        .isEqualTo(Path.of("/sys/fs/cgroup/cpu/pod/b"));
  }

  @Test
  void controllersThatShareAFolderAreFound() throws IOException {
    assertThat(Quota.parent(List.of("5:cpuset:/", "2:cpu,cpuacct:/")))
        .isEqualTo(Path.of("/sys/fs/cgroup/cpu,cpuacct"));
  }

  @Test
  void aProcessInNoGroupForProcessorsIsRefused() {
    assertThatThrownBy(() -> Quota.parent(List.of("4:memory:/a", "nonsense")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in no group");
  }
}
