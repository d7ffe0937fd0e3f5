package io.smolscale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The programs of the folder `build` that a reader of the pages is told to run, and the build does
/// not run itself.
class BuildProgramsTest {
  private static final Path ROOT = Path.of(System.getProperty("smolscale.root", ".."));

  @TempDir Path classes;

  static List<Path> programs() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("build"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(BuildProgramsTest::measures)
          .sorted()
          .toList();
    }
  }

  private static boolean measures(Path file) {
    try {
      return !Files.readString(file).contains("com.google.googlejavaformat"); // run by the build
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aProgramOfTheBuildFolderCompiles(Path program) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
      assertThat(
              compiler
                  .getTask(
                      said, files, null, options, null, files.getJavaFileObjects(program.toFile()))
                  .call())
          .as("%s: %s", program, said)
          .isTrue();
    }
  }
}
