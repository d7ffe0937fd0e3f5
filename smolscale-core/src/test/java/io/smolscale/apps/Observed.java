package io.smolscale.apps;

import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A program that knows nothing of us, with virtual threads. It says `ready`, works, or waits if it
/// is told `idle`, and ends with its input. If it is told `burn`, all of its carriers are stuck for
/// a while.
public final class Observed {
  private static final int HOGS = 4;

  private Observed() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    boolean idle = args.length > 0 && args[0].equals("idle");
    boolean burns = args.length > 0 && args[0].equals("burn");
    Thread works =
        Thread.startVirtualThread(() -> {
          while (!stop.get() && !idle) {
            Yield.now();
            sleep();
          }
        });
    if (idle) {
      works.join();
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      if (burns) {
        burn();
        System.out.println("burned");
      }
    }
    stop.set(true);
    works.join();
  }

  /// Until there is more input.
  private static void burn() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    List<Thread> hogs = new ArrayList<>();
    for (int i = 0; i < HOGS; i++) {
      hogs.add(Thread.startVirtualThread(() -> spin(enough)));
    }
    int _ = System.in.read();
    enough.set(true);
    for (Thread hog : hogs) {
      hog.join();
    }
  }

  private static void spin(AtomicBoolean enough) {
    while (!enough.get()) {
      Thread.onSpinWait();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
