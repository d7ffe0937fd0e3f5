package io.smolscale.apps;

import io.smolscale.Smolscale;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// What may come before the first virtual thread, or with it, and then virtual threads that read
/// sockets. Prints what each has read, and whether workers wait for sockets.
public final class FirstSockets {
  private static final String POLLER = "sun.nio.ch.Poller";
  private static final int LIMIT_SECONDS = 30;
  private static final int READERS = 4;

  private FirstSockets() {}

  /// Runs it.
  ///
  /// @param args which one it is
  public static void main(String[] args) throws Exception {
    List<Socket[]> pairs = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      pairs.add(pair());
    }
    List<FutureTask<Integer>> reads =
        switch (args[0]) {
          case "pollers-first" -> {
            Class.forName(POLLER, true, null);
            yield read(pairs);
          }
          case "pollers-beside" ->
              beside(() -> Class.forName(POLLER, true, null), () -> read(pairs));
          case "scheduler-beside" -> beside(Smolscale::scheduler, () -> read(pairs));
          case "scheduler-after" -> {
            List<FutureTask<Integer>> begun = read(pairs.subList(0, 2));
            Thread.sleep(200);
            Smolscale.scheduler();
            List<FutureTask<Integer>> all = new ArrayList<>(begun);
            all.addAll(read(pairs.subList(2, READERS)));
            yield all;
          }
          case "scheduler-interrupted" -> {
            Thread.currentThread().interrupt();
            Smolscale.scheduler();
            List<FutureTask<Integer>> begun = read(pairs);
            System.out.println("interrupted: " + Thread.interrupted());
            yield begun;
          }
          case "interrupted" -> {
            Thread.currentThread().interrupt();
            List<FutureTask<Integer>> begun = read(pairs);
            System.out.println("interrupted: " + Thread.interrupted());
            yield begun;
          }
          case "no-descriptors" -> {
            List<FileInputStream> files = useAllDescriptors();
            FutureTask<String> first = new FutureTask<>(() -> "first: ran");
            Thread.startVirtualThread(first);
            System.out.println(first.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            joinThreads("smolscale-sockets"); // it has tried by then
            for (FileInputStream file : files) {
              file.close();
            }
            yield read(pairs);
          }
          default -> throw new IllegalArgumentException(args[0]);
        };
    Thread.sleep(200);
    for (int i = 0; i < READERS; i++) {
      pairs.get(i)[1].getOutputStream().write(i);
      System.out.println("read: " + end(reads.get(i)));
    }
    for (int tries = 0; tries < 100 && !Smolscale.scheduler().stats().pollsSockets(); tries++) {
      Thread.startVirtualThread(() -> {}).join(); // somebody is awake
      Thread.sleep(50);
    }
    System.out.println("polls: " + Smolscale.scheduler().stats().pollsSockets());
    Socket[] last = pair();
    List<FutureTask<Integer>> one = read(List.<Socket[]>of(last));
    Thread.sleep(100);
    last[1].getOutputStream().write(42);
    System.out.println("last: " + end(one.getFirst()));
  }

  private static void joinThreads(String name) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(name)) {
        thread.join();
      }
    }
  }

  private interface Step<T> {
    T run() throws Exception;
  }

  private static <T> T beside(Step<?> other, Step<T> step) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    FutureTask<Object> task =
        new FutureTask<>(() -> {
          start.await();
          return other.run();
        });
    Thread.ofPlatform().daemon().start(task);
    start.await();
    FutureTask<T> mine = new FutureTask<>(step::run);
    Thread.ofPlatform().daemon().start(mine);
    task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    return mine.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static List<FutureTask<Integer>> read(List<Socket[]> pairs) {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (Socket[] pair : pairs) {
      FutureTask<Integer> task = new FutureTask<>(() -> pair[0].getInputStream().read());
      tasks.add(task);
      Thread.ofVirtual().start(task);
    }
    return tasks;
  }

  private static Object end(FutureTask<Integer> task) throws Exception {
    try {
      return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private static List<FileInputStream> useAllDescriptors() {
    List<FileInputStream> files = new ArrayList<>();
    try {
      while (true) {
        files.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException _) {
      return files;
    }
  }

  private static Socket[] pair() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
      return new Socket[] {one, server.accept()};
    }
  }
}
