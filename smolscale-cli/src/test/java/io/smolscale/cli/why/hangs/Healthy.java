package io.smolscale.cli.why.hangs;

import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;

/// A program in which all is well: a server that waits for its clients, a consumer that waits for
/// messages, a timer that sleeps.
public final class Healthy {
  private Healthy() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    Thread.ofVirtual().name("consumer").start(() -> take(messages));
    Thread.ofVirtual().name("timer").start(Healthy::sleep);
    try (ServerSocket server = new ServerSocket(0)) {
      Thread acceptor = Thread.ofVirtual().name("acceptor").start(() -> accept(server));
      System.out.println("ready");
      acceptor.join();
    }
  }

  private static void take(LinkedBlockingQueue<String> messages) {
    try {
      while (true) {
        System.out.println(messages.take());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep() {
    try {
      while (true) {
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void accept(ServerSocket server) {
    try (Socket client = server.accept()) {
      System.out.println(client);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
