package io.smolscale.cli.why.hangs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Threads that each take a connection of a pool, and then one more: as many as there are
/// connections.
public final class EmptyPool {
  private static final int SIZE = 4;
  private static final long TEN_MINUTES = 600_000;

  private EmptyPool() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setPoolName("shop");
    config.setMaximumPoolSize(SIZE);
    config.setConnectionTimeout(TEN_MINUTES);
    config.setDataSource(database());
    try (HikariDataSource pool = new HikariDataSource(config)) {
      CyclicBarrier all = new CyclicBarrier(SIZE);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < SIZE; i++) {
        threads.add(Thread.ofVirtual().name("request-" + i).start(() -> serve(pool, all)));
      }
      System.out.println("ready");
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void serve(DataSource pool, CyclicBarrier all) {
    try (Connection outer = pool.getConnection()) {
      all.await();
      audit(pool);
      outer.commit();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void audit(DataSource pool) throws Exception {
    try (Connection inner = pool.getConnection()) {
      inner.commit();
    }
  }

  private static DataSource database() {
    return proxy(DataSource.class, method -> method.equals("getConnection") ? connection() : null);
  }

  private static Connection connection() {
    return proxy(
        Connection.class,
        method ->
            switch (method) {
              case "isValid", "getAutoCommit" -> true;
              case "isReadOnly", "isClosed" -> false;
              case "getNetworkTimeout", "getTransactionIsolation" -> 0;
              default -> null;
            });
  }

  private interface Answer {
    @Nullable Object to(String method);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            EmptyPool.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, _) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> false;
                  case "toString" -> "fake";
                  default -> answer.to(method.getName());
                }));
  }
}
