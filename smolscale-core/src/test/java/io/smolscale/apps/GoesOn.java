package io.smolscale.apps;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Keeps virtual threads busy with sockets, messages, sleeps and timed waits. For each number that
/// it reads it waits until the scheduler has this parallelism, and then until each of its threads
/// has gone on; then it says so. At the end of its input it ends them.
public final class GoesOn {
  private static final int EACH = 20;
  private static final int STEPS = 5;
  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final AtomicBoolean STOP = new AtomicBoolean();
  private static final AtomicLongArray STEPS_DONE = new AtomicLongArray(3 * EACH);

  private GoesOn() {}

  /// Runs it.
  public static void main(String[] args) throws IOException, InterruptedException {
    VirtualThreadSchedulerMXBean bean =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      int sleeper = i;
      threads.add(Thread.startVirtualThread(() -> sleep(sleeper)));
      int pair = EACH + i;
      BlockingQueue<Boolean> queue = new SynchronousQueue<>();
      threads.add(Thread.startVirtualThread(() -> offer(queue)));
      threads.add(Thread.startVirtualThread(() -> poll(queue, pair)));
      int client = 2 * EACH + i;
      threads.add(Thread.startVirtualThread(() -> talk(client)));
    }
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int wanted = Integer.parseInt(line);
      report("parallelism " + wanted, () -> bean.getParallelism() == wanted);
      long[] before = new long[STEPS_DONE.length()];
      for (int i = 0; i < before.length; i++) {
        before[i] = STEPS_DONE.get(i);
      }
      report("all go on", () -> allWentOnSince(before));
    }
    STOP.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("ended");
  }

  private static boolean allWentOnSince(long[] before) {
    for (int i = 0; i < before.length; i++) {
      if (STEPS_DONE.get(i) < before[i] + STEPS) {
        return false;
      }
    }
    return true;
  }

  private static void report(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    System.out.println((condition.getAsBoolean() ? "" : "never: ") + what);
  }

  private static void sleep(int counter) {
    try {
      while (!STOP.get()) {
        Thread.sleep(1 + counter % 7);
        STEPS_DONE.incrementAndGet(counter);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void offer(BlockingQueue<Boolean> queue) {
    try {
      while (!STOP.get()) {
        queue.put(true);
        Thread.sleep(1);
      }
      queue.put(false);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void poll(BlockingQueue<Boolean> queue, int counter) {
    try {
      while (queue.take()) {
        STEPS_DONE.incrementAndGet(counter);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void talk(int counter) {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket here = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket there = server.accept()) {
      Thread echo = Thread.startVirtualThread(() -> echo(there));
      here.setSoTimeout(50_000);
      OutputStream out = here.getOutputStream();
      InputStream in = here.getInputStream();
      while (!STOP.get()) {
        out.write(1);
        if (in.read() < 0) {
          throw new IllegalStateException("closed");
        }
        STEPS_DONE.incrementAndGet(counter);
        Thread.sleep(1);
      }
      here.shutdownOutput();
      echo.join();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void echo(Socket socket) {
    try {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
