package io.smolscale.apps;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;

/// Leaves a parked virtual thread behind and one that waits for a connection, and uses another one
/// in a shutdown hook.
public final class AtTheEnd {
  private AtTheEnd() {}

  /// Runs it.
  public static void main(String[] args) throws IOException, InterruptedException {
    CountDownLatch parked = new CountDownLatch(1);
    Thread.startVirtualThread(() -> {
      parked.countDown();
      parkForEver();
    });
    parked.await();
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread waiting = Thread.startVirtualThread(() -> waitForNobody(server));
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(AtTheEnd::report));
    System.out.println("main ends");
  }

  private static void report() {
    try {
      Thread.startVirtualThread(() -> System.out.println("hook: " + Thread.currentThread())).join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void waitForNobody(ServerSocket server) {
    try {
      server.accept().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void parkForEver() {
    CountDownLatch never = new CountDownLatch(1);
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
