package io.smolscale.tried.programs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.smolscale.it.programs.Lifeline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Virtual threads share a pool of connections to a database that speaks MySQL's protocol. Their
/// transactions wait for each other's locks, their queries sleep, and one is cancelled. The second
/// argument is the URL.
public final class JdbcProgram {
  private static final int POOL = 8;
  private static final int ACCOUNTS = 5;
  private static final int TRANSFERS = 4;

  private final HikariDataSource pool;
  private final Work work;

  private JdbcProgram(HikariDataSource pool, Work work) {
    this.pool = pool;
    this.work = work;
  }

  /// Runs it.
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[1]);
    config.setUsername("root");
    config.setPassword("");
    config.setMaximumPoolSize(POOL);
    config.setConnectionTimeout(100_000);
    try (Work work = Work.begin(args);
        HikariDataSource pool = new HikariDataSource(config)) {
      JdbcProgram program = new JdbcProgram(pool, work);
      program.transfers();
      program.slowQueries();
      program.aQueryIsCancelled();
    }
    Lifeline.awaitEndOfInput();
  }

  private void transfers() throws Exception {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists account");
      statement.execute("create table account (id int primary key, balance int not null)");
      for (int account = 1; account <= ACCOUNTS; account++) {
        statement.execute("insert into account values (" + account + ", 100)");
      }
    }
    work.all(number -> {
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
            connection.prepareStatement("select balance from account where id = ? for update");
        PreparedStatement change =
            connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
      connection.setAutoCommit(false);
      lock(lock, Math.min(from, to));
      lock(lock, Math.max(from, to));
      change(change, -1, from);
      change(change, 1, to);
      connection.commit();
    }
  }

  private static void lock(PreparedStatement lock, int account) throws SQLException {
    lock.setInt(1, account);
    try (ResultSet rows = lock.executeQuery()) {
      Work.check(rows.next(), "no account " + account);
    }
  }

  private static void change(PreparedStatement change, int amount, int account)
      throws SQLException {
    change.setInt(1, amount);
    change.setInt(2, account);
    change.executeUpdate();
  }

  private void slowQueries() throws Exception {
    work.all(number -> {
      long answer = number("select " + number + " + sleep(0.01)");
      Work.check(answer == number, "the answer to another question: " + answer);
    });
    System.out.println("slow: right");
  }

  /// The server says so by an error, or by an answer that says it was woken.
  private void aQueryIsCancelled() throws Exception {
    work.all(
        1,
        _ -> {
          try (Connection connection = pool.getConnection();
              Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            try {
              statement.execute("select count(*) from account where sleep(1000) = 0");
              Work.check(false, "it came back");
            } catch (SQLException e) {
              System.out.println("cancelled: " + number("select 1"));
            }
          }
        });
  }

  private long number(String query) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
