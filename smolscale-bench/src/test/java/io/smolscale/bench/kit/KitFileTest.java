package io.smolscale.bench.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script of the kit, with a runtime in it that only says how it was started.
@EnabledOnOs(OS.LINUX)
class KitFileTest {
  private static final long LIMIT_SECONDS = 60;

  private static final String RUNTIME =
      """
      #!/bin/sh
      case " $* " in
        *' -version '*) exit "${BROKEN:-0}" ;;
        *' args '* | *' args' | *' -Xshare:dump '*) ;;
        *.Kit*)
          echo "started:" "$@"
          echo "options: ${JAVA_TOOL_OPTIONS:-none}"
          if [ -n "${HANG:-}" ]; then
            trap 'echo "left what there was"; exit 143' TERM
            echo up >"$HANG"
            while true; do sleep 0.05; done
          fi
          exit "${CODE:-0}" ;;
      esac
      """;

  @TempDir private Path folder;
  private Path kit = Path.of("");
  private Path temporary = Path.of("");
  private Path commands = Path.of("");

  @BeforeEach
  void make() throws Exception {
    Path stage = Files.createDirectories(folder.resolve("stage"));
    put(stage.resolve("jdk/bin/java"), RUNTIME);
    put(stage.resolve("lib/smolscale.jar"), "");
    put(stage.resolve("bench/smolscale-bench.jar"), "");
    temporary = Files.createDirectories(folder.resolve("a place"));
    commands = Files.createDirectories(folder.resolve("commands"));
    kit = folder.resolve("smolscale-kit.sh");
    new KitFile(KitFile.thisMachine(), "abc-1").write(stage, kit);
  }

  @Test
  void itRunsWithoutJavaAndLeavesNothingBehind() throws Exception {
    Result result = run(Map.of("JAVA_TOOL_OPTIONS", "-Dx=y", "CODE", "1"), "--minutes", "3");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .contains("io.smolscale.bench.Kit --minutes 3", "-Dsmolscale.commit=abc-1")
        .contains("options: none");
    assertNothingIsLeft();
  }

  @Test
  void aWordWithASpaceStaysOneWord() throws Exception {
    assertThat(run(Map.of(), "-o", "two words").out()).contains("Kit -o two words");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uname|case $1 in -s) echo Linux ;; *) echo pdp11 ;; esac|this machine is pdp11",
        "uname|echo Darwin|this kit is for Linux, and this is Darwin",
        "df|echo head; echo x x x 1024 x x|and 1 MB are free there",
        "sort|echo 2048|it needs 1024 MB of memory, and 2 MB are free",
        "chmod|exit 0|may not be run (noexec?)",
        "tar|exit 2|cannot unpack",
        "mktemp|exit 1|cannot make a folder",
      })
  void whatTheMachineLacksIsSaid(String command, String instead, String message) throws Exception {
    put(commands.resolve(command), "#!/bin/sh\n" + instead + "\n");
    Result result = run(Map.of());
    assertThat(result.err()).contains("smolscale-kit.sh: ", message);
    assertThat(result.exit()).isEqualTo(126);
    assertThat(result.out()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void aRuntimeThatDoesNotStartIsSaid() throws Exception {
    Result result = run(Map.of("BROKEN", "127"));
    assertThat(result.err()).contains("the Java runtime does not start here");
    assertThat(result.exit()).isEqualTo(126);
    assertNothingIsLeft();
  }

  @Test
  void aFileThatWasNotCopiedWholeIsSaid() throws Exception {
    byte[] bytes = Files.readAllBytes(kit);
    Files.write(kit, Arrays.copyOf(bytes, bytes.length - 10));
    assertThat(run(Map.of()).err()).contains("it was not copied whole");
  }

  @Test
  void anInterruptOfTheScriptEndsWhatItRunsAndKeepsTheResultsSoFar() throws Exception {
    Path up = folder.resolve("up");
    Process process = start(Map.of("HANG", up.toString()));
    while (!Files.exists(up)) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(10);
    }
    process.destroy(); // TERM, to the script alone
    Result result = result(process);
    assertThat(result.out()).contains("left what there was");
    assertThat(result.exit()).isEqualTo(130);
    assertNothingIsLeft();
  }

  @Test
  void onlyAKitIsReplaced() throws IOException {
    assertThat(KitFile.mayReplace(kit)).isTrue();
    assertThat(KitFile.mayReplace(folder.resolve("nothing"))).isTrue();
    assertThat(KitFile.mayReplace(folder)).isFalse();
    assertThat(KitFile.mayReplace(Files.writeString(folder.resolve("other"), "#!/bin/sh\n")))
        .isFalse();
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).isEmpty();
    }
  }

  private static void put(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result run(Map<String, String> environment, String... args) throws Exception {
    return result(start(environment, args));
  }

  private Process start(Map<String, String> environment, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", kit.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("TMPDIR", temporary.toString());
    builder
        .environment()
        .merge("PATH", commands.toString(), (path, mine) -> mine + File.pathSeparator + path);
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private Result result(Process process) throws Exception {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(folder.resolve("out"), UTF_8),
        Files.readString(folder.resolve("err"), UTF_8));
  }

  private record Result(int exit, String out, String err) {}
}
