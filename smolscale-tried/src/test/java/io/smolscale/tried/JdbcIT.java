package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.smolscale.tried.programs.JdbcProgram;
import io.smolscale.tried.programs.Load;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// MySQL's driver and MariaDB's, with a real MariaDB behind them.
class JdbcIT {
  @TempDir private static Path folder;

  private static @Nullable MariaDb database;

  @BeforeAll
  static void start() throws Exception {
    assumeThatCode(() -> database = MariaDb.install(folder))
        .as("there is a MariaDB that runs here")
        .doesNotThrowAnyException();
    Objects.requireNonNull(database).start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (database != null) {
      database.stop();
    }
  }

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void manyThreadsShareAPoolOfMySqlsDriver(Form form, Load load) throws Exception {
    run(form, load, "mysql", "REQUIRED");
  }

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void manyThreadsShareAPoolOfMariaDbsDriver(Form form, Load load) throws Exception {
    run(form, load, "mariadb", "trust");
  }

  private static void run(Form form, Load load, String driver, String tls) throws Exception {
    int port = Objects.requireNonNull(database).port();
    String url = "jdbc:" + driver + "://127.0.0.1:" + port + "/test?sslMode=" + tls;
    try (Trial trial = Trial.start(form, load, JdbcProgram.class, url)) {
      assertThat(trial.says("sum: ")).isEqualTo("500");
      assertThat(trial.says("slow: ")).isEqualTo("right");
      assertThat(trial.says("cancelled: ")).isEqualTo("1");
    }
  }
}
