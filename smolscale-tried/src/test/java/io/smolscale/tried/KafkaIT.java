package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.it.JavaProcess;
import io.smolscale.tried.programs.KafkaBroker;
import io.smolscale.tried.programs.KafkaProgram;
import io.smolscale.tried.programs.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The broker runs on the JDK's scheduler.
class KafkaIT {
  @TempDir private static Path folder;

  private static @Nullable JavaProcess broker;
  private static String port = "";

  @BeforeAll
  static void start() throws IOException {
    broker = JavaProcess.start(List.of(), KafkaBroker.class, List.of(folder.toString()));
    port = broker.says("port: ");
  }

  @AfterAll
  static void stop() throws IOException {
    if (broker != null) {
      broker.close();
    }
  }

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void whatManyThreadsSendReachesTheConsumers(Form form, Load load) throws Exception {
    try (Trial trial = Trial.start(form, load, KafkaProgram.class, port)) {
      assertThat(trial.says("sum: ")).isEqualTo("right");
    }
  }
}
