package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.EveryWay;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JVM's archives of classes, which make a start cheaper: what docs/running.md says of them.
class ArchiveIT {
  @TempDir private static Path folder;

  private static Path application;

  /// An archive wants jars, no folders.
  @BeforeAll
  static void pack() throws URISyntaxException {
    application = folder.resolve("app.jar");
    Path classes =
        Path.of(EveryWay.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    int exit =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file=" + application,
                "-C",
                classes.toString(),
                EveryWay.class.getName().replace('.', '/') + ".class");
    assertThat(exit).isZero();
  }

  @Test
  void aCacheMadeWithTheAgentHoldsItsClasses() throws Exception {
    Path cache = folder.resolve("app.aot");
    String classPath = application + File.pathSeparator + Program.jar();
    train(cache, classPath);
    Path log = folder.resolve("loaded");
    Result result =
        program(classPath)
            .withAgent()
            .option("-XX:AOTCache=" + cache)
            .option("-Xlog:class+load:file=" + log)
            .run()
            .assertQuiet();
    AgentIT.assertOnSmolscale(result);
    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains("io.smolscale.internal.worker.Worker source:"))
        .singleElement()
        .asString()
        .contains("shared objects file");
  }

  @Test
  void aCacheOfTheApplicationAloneWorksToo() throws Exception {
    Path cache = folder.resolve("app-alone.aot");
    train(cache, application.toString());
    AgentIT.assertOnSmolscale(
        program(application.toString())
            .withAgent()
            .option("-XX:AOTCache=" + cache)
            .run()
            .assertQuiet());
  }

  /// The JVM grumbles, on standard output, that it cannot use all of it.
  @Test
  void anArchiveMadeWithoutTheAgentDoesNoHarm() throws Exception {
    Path archive = folder.resolve("app.jsa");
    program(application.toString())
        .option("-XX:ArchiveClassesAtExit=" + archive)
        .option("-Xlog:disable")
        .run()
        .assertEndedWell();
    assertThat(archive).exists();
    AgentIT.assertOnSmolscale(
        program(application.toString())
            .withAgent()
            .option("-XX:SharedArchiveFile=" + archive)
            .option("-Xlog:disable")
            .run()
            .assertQuiet());
  }

  /// A JVM that makes an archive of classes starts no threads, and does not say so.
  @Test
  void aDumpWithTheOptionFileEnds() throws Exception {
    Path archive = folder.resolve("dump.jsa"); // never without a name: that is the JDK's own
    Result dump =
        program(application.toString())
            .withOptionFile()
            .option("-Xshare:dump")
            .option("-XX:SharedArchiveFile=" + archive)
            .run()
            .assertEndedWell();
    assertThat(dump.err()).noneMatch(line -> line.contains("smolscale"));
    assertThat(archive).isNotEmptyFile();
    AgentIT.assertOnSmolscale(
        program(application.toString())
            .withOptionFile()
            .option("-XX:SharedArchiveFile=" + archive)
            .run()
            .assertQuiet());
  }

  /// No cache comes of it, because the JVM takes no classes of an application's into one where the
  /// system class loader is not its own; the program runs.
  @Test
  void aTrainingRunWithTheOptionFileIsAProgramToo() throws Exception {
    for (String option : List.of("-XX:AOTCacheOutput=", "-XX:ArchiveClassesAtExit=")) {
      Result result =
          program(application.toString())
              .withOptionFile()
              .option(option + folder.resolve("cache"))
              .option("-Xlog:disable")
              .run()
              .assertEndedWell();
      assertThat(result.out()).first().asString().contains("@smolscale-");
    }
  }

  @Test
  void archivesMadeWithoutTheOptionFileDoNoHarmWithIt() throws Exception {
    Path archive = folder.resolve("plain.jsa");
    Path cache = folder.resolve("plain.aot");
    program(application.toString())
        .option("-XX:ArchiveClassesAtExit=" + archive)
        .option("-Xlog:disable")
        .run()
        .assertEndedWell();
    program(application.toString()).option("-XX:AOTCacheOutput=" + cache).run().assertEndedWell();
    for (String option : List.of("-XX:SharedArchiveFile=" + archive, "-XX:AOTCache=" + cache)) {
      AgentIT.assertOnSmolscale(
          program(application.toString())
              .withOptionFile()
              .option(option)
              .option("-Xlog:disable")
              .run()
              .assertQuiet());
    }
  }

  /// The JVM says much while it does that, with the agent and without.
  private static void train(Path cache, String classPath) throws Exception {
    Result result = program(classPath).withAgent().option("-XX:AOTCacheOutput=" + cache).run();
    assertThat(result.assertEndedWell().out()).first().asString().contains("@smolscale-");
    assertThat(cache).exists();
  }

  private static Program program(String classPath) {
    return Program.of(EveryWay.class.getName()).option("-cp").option(classPath);
  }
}
