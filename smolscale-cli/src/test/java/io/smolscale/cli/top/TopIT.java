package io.smolscale.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.CommandRun;
import io.smolscale.cli.jvm.Child;
import io.smolscale.cli.why.hangs.Healthy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// JVMs that were started without a preparation, and some that cannot be asked.
@EnabledOnOs({OS.LINUX, OS.MAC})
class TopIT {
  @Test
  void aJvmWithTheOptionFileAnswers() throws Exception {
    try (Child child = Child.start(Child.onSmolscale(), Healthy.class)) {
      CommandRun page = CommandRun.of("top", "--once", "--threads", child.pid()).assertExit(0);
      assertThat(page.out())
          .startsWith("smolscale top  process " + child.pid())
          .contains("worker-0", "Healthy.take", "Healthy.sleep", "Healthy.accept");
      CommandRun run = CommandRun.of("top", "--once", "--json", child.pid()).assertExit(0);
      Map<String, Object> json = JSON.std.mapFrom(run.out());
      assertThat(json).containsKeys("pid", "perSecond", "answer");
      assertThat(Path.of("/tmp", ".smolscale_" + child.pid())).doesNotExist();
    }
  }

  @Test
  void aProgramWithTheLibraryOnlyAnswers() throws Exception {
    List<String> opened =
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    try (Child child = Child.start(opened, LibraryOnly.class)) {
      CommandRun run = CommandRun.of("top", "--once", child.pid()).assertExit(0);
      assertThat(run.out()).contains("smolscale", "worker-0");
    }
  }

  @Test
  void aProgramWithTheLibraryAndNothingOpenIsRefusedWithTheOptions() throws Exception {
    try (Child child = Child.start(List.of(), LibraryOnly.class)) {
      CommandRun run = CommandRun.of("top", "--once", child.pid()).assertExit(1);
      assertThat(run.err())
          .contains("as a library", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
          .hasLineCount(1);
    }
  }

  @Test
  void aJvmWithoutSmolscaleIsRefused() throws Exception {
    try (Child child = Child.start(List.of(), Healthy.class)) {
      CommandRun run = CommandRun.of("top", "--once", child.pid()).assertExit(1);
      assertThat(run.err())
          .contains("process " + child.pid() + " is not on smolscale")
          .hasLineCount(1);
      assertThat(Files.exists(Path.of("/tmp", ".smolscale_" + child.pid()))).isFalse();
    }
  }
}
