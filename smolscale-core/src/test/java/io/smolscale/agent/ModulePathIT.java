package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs that are modules.
class ModulePathIT {
  @TempDir private static Path folder;

  @BeforeAll
  static void compile() throws IOException {
    compile("plain", "", "System.out.println(Thread.currentThread())", "Thread.startVirtualThread");
    compile(
        "user",
        "requires io.smolscale;",
        "System.out.println(Thread.currentThread())",
        "io.smolscale.Smolscale.scheduler().virtualThreads().newThread");
  }

  @ParameterizedTest
  @EnumSource
  void aModule(WayIn way) throws Exception {
    Result result =
        Program.of("-m", "plain/plain.Main")
            .option("-p")
            .option(folder.toString())
            .by(way)
            .run()
            .assertQuiet();
    assertThat(result.out()).hasSize(1).allMatch(line -> line.contains("@smolscale-"));
  }

  @Test
  void aModuleThatUsesTheLibrary() throws Exception {
    Result result =
        Program.of("-m", "user/user.Main")
            .option("-p")
            .option(folder + File.pathSeparator + Program.jar())
            .option("--add-opens=java.base/java.lang=io.smolscale")
            .option("--add-opens=java.base/sun.nio.ch=io.smolscale")
            .run()
            .assertQuiet();
    assertThat(result.out()).hasSize(1).allMatch(line -> line.contains("@smolscale-"));
  }

  /// The JVM then enters it in the application's module, and there is one scheduler.
  @ParameterizedTest
  @EnumSource
  void aModuleThatUsesTheLibraryAndOneOfTheTwo(WayIn way) throws Exception {
    Result result =
        Program.of("-m", "user/user.Main")
            .option("-p")
            .option(folder + File.pathSeparator + Program.jar())
            .by(way)
            .run()
            .assertQuiet();
    assertThat(result.out()).hasSize(1).allMatch(line -> line.contains("@smolscale-"));
  }

  private static void compile(String module, String requires, String body, String start)
      throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src").resolve(module).resolve(module));
    Path declaration = sources.resolveSibling("module-info.java");
    Files.writeString(declaration, "module " + module + " { " + requires + " }");
    Path main = sources.resolve("Main.java");
    Files.writeString(
        main,
        """
        package %s;

        public class Main {
          public static void main(String[] args) throws Exception {
            Thread thread = %s(() -> %s);
            if (thread.getState() == Thread.State.NEW) {
              thread.start();
            }
            thread.join();
          }
        }
        """
            .formatted(module, start, body));
    int exit =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "-p",
                Program.jar().toString(),
                "-d",
                folder.resolve(module).toString(),
                declaration.toString(),
                main.toString());
    assertThat(exit).isZero();
  }
}
