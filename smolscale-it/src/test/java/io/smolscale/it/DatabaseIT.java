package io.smolscale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.it.programs.DatabaseClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A driver and a pool that know nothing of us, with a real PostgreSQL behind them.
class DatabaseIT {
  private static @Nullable EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    assumeThat(System.getProperty("os.name")).as("there is a PostgreSQL for it").isEqualTo("Linux");
    if (System.getProperty("user.name").equals("root")) { // as whom PostgreSQL refuses to run
      assumeThat(run("unshare", "-U", "true")).as("root may become somebody else").isZero();
    }
    postgres =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofSeconds(Eventually.LIMIT_SECONDS))
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyThreadsShareAPool(Side side) throws Exception {
    String url = Objects.requireNonNull(postgres).getJdbcUrl("postgres", "postgres");
    try (JavaProcess client = JavaProcess.start(side, DatabaseClient.class, List.of(url))) {
      assertThat(client.says("sum: ")).isEqualTo("500");
      assertThat(client.says("slow: ")).isEqualTo("right");
      assertThat(client.says("long: ")).isEqualTo("right");
      assertThat(client.says("cancelled: ")).isEqualTo("1");
      assertThat(client.says("cut: ")).isEqualTo("noticed, then 2");
      assertThat(client.says("where: ")).startsWith("VirtualThread[").contains(side.carrier());
      assertThat(client.says("closed: ")).isEqualTo("all");
      Eventually.holds("its connections are gone", () -> connections() <= 1);
    }
  }

  /// How many connections the server sees, this one included.
  private static int connections() throws Exception {
    try (var connection = Objects.requireNonNull(postgres).getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where backend_type = 'client backend'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
