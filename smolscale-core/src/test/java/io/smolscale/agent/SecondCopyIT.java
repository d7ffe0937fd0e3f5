package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.LoadsCopies;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Applications that bring smolscale along and load it apart: both copies work, and one line says
/// that there are two. (An application that sees our classes has one scheduler with them:
/// `WaysInIT`, `ModulePathIT`.)
class SecondCopyIT {
  private static final String OTHER_VERSION = "99.9";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void besideOneOfTheTwo(WayIn way) throws Exception {
    Result result = Program.of(LoadsCopies.class, copy()).by(way).run().assertEndedWell();
    assertEachRanOnWorkers(result, 1);
    assertSaidOnce(result, way);
  }

  /// Then its virtual threads are on workers of its own, and wait in a poll set of the JVM's.
  @ParameterizedTest
  @EnumSource
  void besideOneOfTheTwoWhereTheJdkIsOpen(WayIn way) throws Exception {
    Result result = Program.of(LoadsCopies.class, copy()).by(way).opened().run().assertEndedWell();
    assertEachRanOnWorkers(result, 1);
    assertSaidOnce(result, way);
    assertThat(result.err()).as("one line").hasSize(1);
  }

  /// The option file's classes are in every loader's reach, so they serve these, too.
  @Test
  void aLoaderThatAsksTheJvmFirstFindsTheOptionFiles() throws Exception {
    Result result =
        Program.of(LoadsCopies.class, "parentFirst", copy()).withOptionFile().run().assertQuiet();
    assertThat(result.out())
        .filteredOn(line -> line.matches("(virtual|jdk): .*"))
        .hasSize(2)
        .allMatch(line -> line.contains("@smolscale-"));
  }

  @Test
  void twoApplications() throws Exception {
    Result result =
        Program.of(LoadsCopies.class, Program.jar().toString(), copy())
            .opened()
            .run()
            .assertEndedWell();
    assertEachRanOnWorkers(result, 2);
    assertThat(result.out()).anyMatch(line -> line.matches("jdk: .*@ForkJoinPool-.*"));
  }

  @Test
  void alone() throws Exception {
    Result result = Program.of(LoadsCopies.class, copy()).opened().run().assertQuiet();
    assertEachRanOnWorkers(result, 1);
  }

  private static void assertEachRanOnWorkers(Result result, int copies) {
    assertThat(result.out())
        .as("%s", result)
        .filteredOn(line -> line.startsWith("virtual: "))
        .hasSize(copies)
        .allMatch(line -> line.contains("@smolscale-"));
    assertThat(result.out())
        .filteredOn(line -> line.startsWith("plain: "))
        .hasSize(copies)
        .allMatch(line -> line.contains("smolscale-"));
  }

  private static void assertSaidOnce(Result result, WayIn way) {
    assertThat(result.out()).anyMatch(line -> line.matches("jdk: .*@smolscale-.*"));
    assertThat(result.err())
        .filteredOn(line -> line.contains("two copies of smolscale"))
        .hasSize(1)
        .allMatch(line -> line.contains(OTHER_VERSION + " from ") && line.contains("copy.jar"))
        .allMatch(line -> line.contains(everybodys(way) + ", which is everybody's"));
  }

  private static String everybodys(WayIn way) {
    return switch (way) {
      case OPTION_FILE -> " from the boot class path (-Xbootclasspath/a)";
      case AGENT -> " from " + Program.jar().toUri().toString().replace("///", "/");
    };
  }

  /// The same classes, and the manifest of another version.
  private String copy() throws IOException {
    Path copy = folder.resolve("copy.jar");
    try (JarFile ours = new JarFile(Program.jar().toFile())) {
      Manifest manifest = ours.getManifest();
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, OTHER_VERSION);
      List<JarEntry> entries =
          Collections.list(ours.entries()).stream()
              .filter(entry -> entry.getName().endsWith(".class"))
              .toList();
      try (OutputStream file = Files.newOutputStream(copy);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (JarEntry entry : entries) {
          out.putNextEntry(new JarEntry(entry.getName()));
          ours.getInputStream(entry).transferTo(out);
        }
      }
    }
    return copy.toString();
  }
}
