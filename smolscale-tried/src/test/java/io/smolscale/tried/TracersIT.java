package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.programs.Load;
import io.smolscale.tried.programs.WebProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// New Relic's agent and Datadog's, which report to nobody here.
class TracersIT {
  @TempDir private Path folder;

  /// Its newest version on Maven Central takes Java 25 as an experiment only. A key of digits alone
  /// stops it with a `ClassCastException`.
  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void newRelicsAgentStartsAndTheServerAnswers(Form form, Load load) throws Exception {
    run(
        form,
        load,
        List.of(
            "-javaagent:" + Trial.agent("newrelic-agent.jar"),
            "-Dnewrelic.config.experimental_runtime=true",
            "-Dnewrelic.config.app_name=tried",
            "-Dnewrelic.config.license_key=" + "a".repeat(40),
            "-Dnewrelic.config.host=127.0.0.1",
            "-Dnewrelic.config.port=9", // where nobody listens
            "-Dnewrelic.config.log_file_path=" + folder));
    assertThat(Files.readString(folder.resolve("newrelic_agent.log")))
        .contains("New Relic Agent has shutdown");
  }

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void datadogsAgentTracesWhatTheServerAnswers(Form form, Load load) throws Exception {
    Path traces = folder.resolve("traces");
    run(
        form,
        load,
        List.of(
            "-javaagent:" + Trial.agent("dd-java-agent.jar"),
            "-Ddd.service=tried",
            "-Ddd.writer.type=TraceStructureWriter:" + traces,
            "-Ddd.jmxfetch.enabled=false",
            "-Ddd.remote_config.enabled=false",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.trace.startup.logs=false"));
    try (Stream<String> lines = Files.lines(traces)) {
      assertThat(lines).isNotEmpty();
    }
  }

  private static void run(Form form, Load load, List<String> options) throws Exception {
    Trial.Setting setting = Trial.Setting.of(WebProgram.class).with(options);
    try (Trial trial = Trial.start(form, load, setting)) {
      assertThat(trial.says("answers: ")).isEqualTo("right");
    }
  }
}
