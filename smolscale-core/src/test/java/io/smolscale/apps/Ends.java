package io.smolscale.apps;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.consumer.RecordingStream;

/// Has virtual threads that talk over sockets, that wait for sockets, and one that waits for
/// standard input with its worker; then it ends in the way that it is told.
public final class Ends {
  private static final int PAIRS = 10;

  private Ends() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(Ends::hook));
    CountDownLatch busy = new CountDownLatch(PAIRS);
    ServerSocket server = new ServerSocket(0, PAIRS, InetAddress.getLoopbackAddress());
    for (int i = 0; i < PAIRS; i++) {
      Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
      Socket other = server.accept();
      Thread.startVirtualThread(() -> echo(other, new CountDownLatch(0)));
      Thread.startVirtualThread(() -> echo(one, busy));
      one.getOutputStream().write(i);
    }
    Thread.startVirtualThread(() -> waitForNobody(server));
    Thread.startVirtualThread(Ends::readInput);
    busy.await();
    if (args[0].equals("stream")) {
      stream();
    }
    System.out.println("ready");
    switch (args[0]) {
      case "return" -> System.out.println("main ends");
      case "throw" -> throw new IllegalStateException("thrown by main");
      case "exit" -> Thread.startVirtualThread(() -> System.exit(7)).join();
      case "halt" -> Thread.startVirtualThread(() -> Runtime.getRuntime().halt(8)).join();
      case "thrownByThread" ->
          Thread.startVirtualThread(
                  () -> {
                    throw new IllegalStateException("thrown by a thread");
                  })
              .join();
      default -> new CountDownLatch(1).await(); // for a signal
    }
  }

  /// As Micrometer does to count what virtual threads suffer, with an end at the JVM's end.
  private static void stream() {
    RecordingStream stream = new RecordingStream();
    stream.enable("jdk.VirtualThreadPinned").withStackTrace();
    stream.enable("jdk.VirtualThreadSubmitFailed");
    stream.startAsync();
    Runtime.getRuntime().addShutdownHook(new Thread(stream::close));
  }

  private static void hook() {
    try {
      Thread.startVirtualThread(() -> System.out.println("hook")).join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sends back what it gets, for ever.
  private static void echo(Socket socket, CountDownLatch first) {
    try {
      while (true) {
        int next = socket.getInputStream().read();
        socket.getOutputStream().write(next);
        first.countDown();
      }
    } catch (IOException e) {
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

  private static void readInput() {
    try {
      var _ = System.in.read();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
