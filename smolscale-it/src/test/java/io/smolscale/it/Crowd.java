package io.smolscale.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Clients that do the same at the same time, each on a virtual thread.
final class Crowd {
  private Crowd() {}

  /// Runs the body so many times and waits for all; throws what one of them threw.
  static void of(int clients, Body body) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      for (int c = 0; c < clients; c++) {
        int number = c;
        ends.add(
            threads.submit(() -> {
              body.run(number);
              return number;
            }));
      }
      try {
        for (Future<?> end : ends) {
          end.get(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS);
        }
      } finally {
        threads.shutdownNow(); // closes the sockets of whoever still waits
      }
    }
  }

  /// What a client does.
  @FunctionalInterface
  interface Body {
    void run(int number) throws Exception;
  }
}
