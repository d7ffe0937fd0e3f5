package io.smolscale.apps;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Virtual threads with a scheduler of the program's own wait for sockets of each kind, one after
/// the other, while nothing else in the JVM does anything. Prints a line for each that was woken.
///
/// `early` has them wait before there is any other virtual thread, and `closed` closes under those
/// that have begun to wait then.
public final class ForeignSockets {
  private static final long IDLE_MILLIS = 100;
  private static final int LIMIT_SECONDS = 20;
  private static final int PENDING_BYTES = 64 * 1024 * 1024;

  private final Executor executor;

  private ForeignSockets(Executor executor) {
    this.executor = executor;
  }

  /// Runs it.
  public static void main(String[] args) throws Exception {
    List<String> how = List.of(args);
    // Never shut down: where the JDK polls, its poller is a virtual thread that has inherited the
    // pool from the first one that waited, and goes on.
    ForeignSockets foreign =
        new ForeignSockets(Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory()));
    List<FutureTask<Object>> early = new ArrayList<>();
    List<Socket> waited = new ArrayList<>();
    if (how.contains("early")) {
      System.out.println("early: " + foreign.read());
      for (int i = 0; i < 4; i++) {
        Socket[] pair = pair();
        waited.add(pair[0]);
        waited.add(pair[1]);
        early.add(foreign.start(() -> pair[0].getInputStream().read()));
      }
      Thread.sleep(IDLE_MILLIS);
    }
    Thread.startVirtualThread(() -> {}).join();
    Thread.sleep(5 * IDLE_MILLIS);
    if (how.contains("closed")) {
      for (Socket socket : waited) {
        socket.close();
      }
      for (FutureTask<Object> task : early) {
        System.out.println(
            "closed: " + (task.get(LIMIT_SECONDS, TimeUnit.SECONDS) instanceof IOException));
      }
    } else {
      for (int i = 0; i < early.size(); i++) {
        waited.get(2 * i + 1).getOutputStream().write(i);
        System.out.println("waited: " + early.get(i).get(LIMIT_SECONDS, TimeUnit.SECONDS));
      }
    }
    for (int i = 0; i < 3; i++) {
      System.out.println("read: " + foreign.read());
    }
    System.out.println("write: " + foreign.write());
    System.out.println("accept: " + foreign.accept());
    System.out.println("datagram: " + foreign.datagram());
    System.out.println("pipe: " + foreign.pipe());
    System.out.println("select: " + foreign.select());
    System.out.println("close: " + foreign.close());
    System.out.println("pinned: " + foreign.pinned());
  }

  private Object read() throws Exception {
    Socket[] pair = pair();
    FutureTask<Object> task = start(() -> pair[0].getInputStream().read());
    pause();
    pair[1].getOutputStream().write(42);
    return end(task);
  }

  private Object write() throws Exception {
    Socket[] pair = pair();
    FutureTask<Object> task =
        start(() -> {
          pair[0].getOutputStream().write(new byte[PENDING_BYTES]);
          return "all";
        });
    pause();
    pair[1].getInputStream().readNBytes(PENDING_BYTES);
    return end(task);
  }

  private Object accept() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Object> task = start(() -> server.accept().isConnected());
      pause();
      try (Socket _ = new Socket(server.getInetAddress(), server.getLocalPort())) {
        return end(task);
      }
    }
  }

  private Object datagram() throws Exception {
    try (DatagramChannel one = DatagramChannel.open();
        DatagramChannel other = DatagramChannel.open()) {
      one.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      FutureTask<Object> task =
          start(() -> {
            ByteBuffer into = ByteBuffer.allocate(8);
            one.receive(into);
            return into.position();
          });
      pause();
      other.send(ByteBuffer.wrap(new byte[3]), one.getLocalAddress());
      return end(task);
    }
  }

  private Object pipe() throws Exception {
    Pipe pipe = Pipe.open();
    FutureTask<Object> task = start(() -> pipe.source().read(ByteBuffer.allocate(8)));
    pause();
    pipe.sink().write(ByteBuffer.wrap(new byte[5]));
    return end(task);
  }

  private Object select() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    try (Selector selector = Selector.open()) {
      pipe.source().register(selector, 1);
      FutureTask<Object> task = start(() -> selector.select());
      pause();
      pipe.sink().write(ByteBuffer.wrap(new byte[1]));
      Object selected = end(task);
      selector.selectedKeys().clear();
      pipe.source().read(ByteBuffer.allocate(8));
      FutureTask<Object> again = start(() -> selector.select());
      pause();
      selector.wakeup();
      return selected + " and " + end(again);
    }
  }

  private Object close() throws Exception {
    Socket[] pair = pair();
    FutureTask<Object> task = start(() -> pair[0].getInputStream().read());
    pause();
    pair[0].close();
    return end(task) instanceof IOException;
  }

  /// In a class initialiser, where it keeps its carrier.
  private Object pinned() throws Exception {
    FutureTask<Object> task = start(() -> Pinned.read());
    pause();
    Pinned.begun.await();
    pause();
    Pinned.PAIR[1].getOutputStream().write(7);
    return end(task);
  }

  private static final class Pinned {
    static final CountDownLatch begun = Early.BEGUN;
    static final Socket[] PAIR = Early.PAIR;

    static int read() throws IOException {
      return Late.VALUE;
    }

    private static final class Early {
      static final CountDownLatch BEGUN = new CountDownLatch(1);
      static final Socket[] PAIR = unchecked(ForeignSockets::pair);
    }

    private static final class Late {
      static final int VALUE;

      static {
        Early.BEGUN.countDown();
        VALUE = unchecked(() -> Early.PAIR[0].getInputStream().read());
      }
    }

    private static <T> T unchecked(Callable<T> call) {
      try {
        return call.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// A virtual thread on the executor.
  private FutureTask<Object> start(Callable<Object> body) throws ReflectiveOperationException {
    FutureTask<Object> task =
        new FutureTask<>(() -> {
          try {
            return body.call();
          } catch (IOException e) {
            return e;
          }
        });
    Constructor<?> builder =
        Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
            .getDeclaredConstructor(Executor.class);
    builder.setAccessible(true);
    ((Thread.Builder) builder.newInstance(executor)).start(task);
    return task;
  }

  private static Object end(FutureTask<Object> task) throws Exception {
    return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(IDLE_MILLIS);
  }

  private static Socket[] pair() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
      return new Socket[] {one, server.accept()};
    }
  }
}
