package io.smolscale.services.spring.jdbc;

import io.smolscale.services.Companion;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// The PostgreSQL behind the service, with its table, and the JVM that starts and ends it.
///
/// It runs as root, too, where `unshare -U` may make another user of root.
public final class Database {
  /// The number of articles; their keys begin at zero.
  static final long ARTICLES = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = "postgres";

  private Database() {}

  /// Runs it until its input ends.
  public static void main(String[] args) throws IOException, SQLException {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start()) {
      fill(postgres);
      Companion.serve(postgres.getPort());
    }
    System.exit(0);
  }

  /// Returns the address for its driver.
  public static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(port, USER);
  }

  private static void fill(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table article (id bigint primary key, name text not null, pieces int not null)");
      statement.execute(
          "insert into article select id, 'article ' || id, id %% 100 from generate_series(0, %d) id"
              .formatted(ARTICLES - 1));
      statement.execute("analyze article");
    }
  }
}
