package io.smolscale.it.programs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many virtual threads share a pool of connections to PostgreSQL: transactions that wait for each
/// other's locks, slow queries, long answers, cancelled queries, and a connection that is cut.
/// Prints what came of each, and lives until its standard input ends.
public final class DatabaseClient {
  private static final int POOL = 8;
  private static final int THREADS = 40;
  private static final int ACCOUNTS = 5;
  private static final int TRANSFERS = 10;
  private static final int ROWS = 20_000;

  private final HikariDataSource pool;
  private final ExecutorService threads;

  private DatabaseClient(HikariDataSource pool, ExecutorService threads) {
    this.pool = pool;
    this.threads = threads;
  }

  /// Runs it; the argument is the database's URL.
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[0]);
    config.setUsername("postgres");
    config.setMaximumPoolSize(POOL);
    config.setConnectionTimeout(100_000);
    try (HikariDataSource pool = new HikariDataSource(config);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      DatabaseClient client = new DatabaseClient(pool, threads);
      client.transfers();
      client.slowQueries();
      client.longAnswers();
      client.aQueryIsCancelled();
      client.aConnectionIsCut();
      System.out.println("where: " + client.where());
    }
    System.out.println("closed: all");
    Lifeline.awaitEndOfInput();
  }

  private void transfers() throws Exception {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists account");
      statement.execute("create table account (id int primary key, balance int not null)");
      statement.execute("insert into account select n, 100 from generate_series(1, 5) n");
    }
    all(number -> {
      for (int i = 0; i < TRANSFERS; i++) {
        transfer(1 + (number + i) % ACCOUNTS, 1 + (number + 2 * i + 1) % ACCOUNTS);
      }
    });
    System.out.println("sum: " + number("select sum(balance) from account"));
  }

  /// Locks both rows in the order of their numbers, so that nobody waits in a circle.
  private void transfer(int from, int to) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement lock =
            connection.prepareStatement(
                "select balance from account where id in (?, ?) order by id for update");
        PreparedStatement change =
            connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
      connection.setAutoCommit(false);
      lock.setInt(1, from);
      lock.setInt(2, to);
      lock.executeQuery().close();
      for (int sign = -1; sign <= 1; sign += 2) {
        change.setInt(1, sign);
        change.setInt(2, sign < 0 ? from : to);
        change.executeUpdate();
      }
      connection.commit();
    }
  }

  private void slowQueries() throws Exception {
    all(number -> {
      long answer = number("select " + number + " from pg_sleep(0.02)");
      check(answer == number, "the answer to another question: " + answer);
    });
    System.out.println("slow: right");
  }

  private void longAnswers() throws Exception {
    all(number -> {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false); // for the driver to fetch piece by piece
        statement.setFetchSize(500 + number);
        long sum = 0;
        try (ResultSet rows =
            statement.executeQuery(
                "select n, repeat('x', 100) from generate_series(1, " + ROWS + ") n")) {
          while (rows.next()) {
            sum += rows.getInt(1) + rows.getString(2).length() - 100;
          }
        }
        connection.commit();
        check(sum == ROWS * (ROWS + 1L) / 2, "sum " + sum);
      }
    });
    System.out.println("long: right");
  }

  private void aQueryIsCancelled() throws Exception {
    all(
        _ -> {
          try (Connection connection = pool.getConnection();
              Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            try {
              statement.execute("select pg_sleep(3600)");
              check(false, "it came back");
            } catch (SQLException e) {
              check("57014".equals(e.getSQLState()), e.toString());
            }
          }
        },
        POOL);
    System.out.println("cancelled: " + number("select 1"));
  }

  private void aConnectionIsCut() throws Exception {
    CountDownLatch known = new CountDownLatch(1);
    int[] process = new int[1];
    Future<String> cut =
        threads.submit(() -> {
          try (Connection connection = pool.getConnection();
              Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
              rows.next();
              process[0] = rows.getInt(1);
            }
            known.countDown();
            statement.execute("select pg_sleep(3600)");
            return "nobody cut it";
          } catch (SQLException e) {
            return "57P01".equals(e.getSQLState()) ? "noticed" : e.toString();
          }
        });
    known.await();
    number("select count(*) from (select pg_terminate_backend(" + process[0] + ")) t");
    System.out.println("cut: " + cut.get() + ", then " + number("select 2"));
  }

  private String where() throws Exception {
    return threads
        .submit(() -> {
          number("select 1 from pg_sleep(0.01)");
          return Thread.currentThread().toString();
        })
        .get();
  }

  private long number(String query) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void all(Body body) throws Exception {
    all(body, THREADS);
  }

  private void all(Body body, int count) throws Exception {
    List<Future<?>> ends = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      int number = t;
      ends.add(
          threads.submit(() -> {
            body.run(number);
            return number;
          }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
  }

  private static void check(boolean right, String what) {
    if (!right) {
      throw new IllegalStateException(what);
    }
  }

  /// What each of many threads does.
  @FunctionalInterface
  private interface Body {
    void run(int number) throws SQLException;
  }
}
