package io.smolscale.cli.record;

import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.Smolscale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// A scheduler of the program's own: one of its threads submits plain tasks again and again.
public final class Orders {
  private Orders() {}

  private record Order() implements Runnable {
    @Override
    public void run() {}
  }

  private record Question() implements Callable<String> {
    @Override
    public String call() {
      return "answer";
    }
  }

  private record Later() implements Runnable {
    @Override
    public void run() {}
  }

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    Smolscale.scheduler(); // by way of its sockets the program can be asked
    Scheduler orders = Scheduler.create(SchedulerConfig.DEFAULT.withName("orders"));
    Thread submits = orders.virtualThreads().newThread(() -> submit(orders));
    submits.setName("submits");
    submits.start();
    System.out.println("ready");
    submits.join();
  }

  private static void submit(Scheduler orders) {
    try {
      while (true) {
        orders.execute(new Order());
        orders.submit(new Question()).get();
        orders.schedule(new Later(), 1, TimeUnit.MILLISECONDS).get();
        Thread.sleep(1);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
