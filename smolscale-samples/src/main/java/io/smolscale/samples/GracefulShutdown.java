package io.smolscale.samples;

import io.smolscale.Immortal;
import io.smolscale.RespawnPolicy;
import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.TaskReaper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// An echo server that stops in order: no new connections, those that are open may finish for a
/// while, then they are cancelled, and at last the scheduler ends.
public final class GracefulShutdown implements AutoCloseable {
  // quote
  private final Scheduler scheduler = Scheduler.create(SchedulerConfig.DEFAULT.withName("echo"));
  private final TaskReaper connections = new TaskReaper();
  private final ServerSocket server;
  private final Immortal acceptor;

  /// Opens a port of the loopback interface.
  public GracefulShutdown() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    acceptor =
        Immortal.builder()
            .name("acceptor")
            .on(scheduler)
            .respawn(RespawnPolicy.immediate(), this::accept);
  }

  private void accept() throws IOException {
    Socket socket = server.accept();
    connections.attach(
        scheduler.spawn(() -> {
          try (socket) {
            return socket.getInputStream().transferTo(socket.getOutputStream());
          }
        }));
  }

  /// Stops it in order, and returns when nothing runs any more.
  @Override
  public void close() throws IOException {
    acceptor.close(); // 1. nobody comes in: the interrupt ends accept()
    server.close();
    for (int i = 0; i < 100 && connections.size() > 0; i++) {
      sleep(); // 2. for a second, who is in may finish
    }
    connections.close(); // 3. then they are cancelled
    scheduler.close(); // 4. nothing is left to wait for
  }

  // end

  /// The port.
  public int port() {
    return server.getLocalPort();
  }

  /// Whether everything has ended.
  public boolean isTerminated() {
    return scheduler.isTerminated();
  }

  private static void sleep() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs it.
  public static void main(String[] args) throws Exception {
    GracefulShutdown echo = new GracefulShutdown();
    try (echo;
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), echo.port())) {
      socket.getOutputStream().write('!');
      System.out.println("echo: " + (char) socket.getInputStream().read());
    }
    System.out.println("terminated: " + echo.isTerminated());
  }
}
