package io.smolscale.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// A client of many connections on one thread, which sends at given moments (open loop).
///
/// When a request is due, it goes out on the connection that has been free for longest. When none
/// is free it waits here, and its latency counts from the moment when it was due all the same: a
/// server that stalls must not slow the load down and so hide its queue.
///
/// A request may also be late because this client had no moment to spare. It counts those, because
/// then a latency is not the server's.
///
/// # How it waits
///
/// A client that sleeps adds its own waking up to what it measures, and one that never sleeps takes
/// a core away from the server. So it polls while something is near, a reply or the next request,
/// and sleeps while nothing is: at 1,000 requests a second that takes a quarter of a core, at
/// 30,000 all of one. Whoever is measured, it is the same.
final class LoadGenerator {
  /// After so long without any reply to those under way, there will be none. A turn of the loop
  /// counts for [#TURN_NANOS] at most: whoever stops this process for a while most likely stopped
  /// the server with it.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  // A sleep ends late by up to this: the kernel's timer slack of 50 us, and the way back.
  private static final long WAKE_UP_NANOS = TimeUnit.MICROSECONDS.toNanos(150);
  private static final long WORTH_SLEEPING_NANOS = 2 * WAKE_UP_NANOS;
  private static final long REPLY_IS_NEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  // A request that is late by less says little about a latency that anybody would complain of.
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MAX_LATENCY_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;

  private final Selector selector;
  private final ArrayDeque<Connection> free = new ArrayDeque<>();
  private final Consumer<SelectionKey> receive = this::receive;
  private final int connections;
  private Histogram latency = newHistogram();
  private int lastNumber = Wire.FIRST_NUMBER;
  private long lastSent;
  private long lastTurn;
  private long waitedNanos;
  private long lastSpare; // when there was nothing to send, nor to receive
  private long late;
  private boolean received;

  /// Connects.
  ///
  /// @param path what stands before the number in a request
  LoadGenerator(InetSocketAddress server, String path, int connections) throws IOException {
    this.connections = connections;
    this.selector = Selector.open();
    for (int i = 0; i < connections; i++) {
      free.add(new Connection(server, path, selector));
    }
  }

  /// No reply came for longer than anybody would wait.
  static final class StuckException extends Exception {
    private static final long serialVersionUID = 1;

    private StuckException(int underWay) {
      super(
          "none of %d requests was answered within %d s".formatted(underWay, PATIENCE.toSeconds()));
    }
  }

  /// Sends so many requests and waits for their replies.
  Delivery.Answered send(Arrivals arrivals, long count) throws IOException, StuckException {
    latency = newHistogram();
    final long start = System.nanoTime();
    lastTurn = start;
    lastSpare = start;
    late = 0;
    waitedNanos = 0;
    long due = start + arrivals.next();
    long sent = 0;
    while (latency.getTotalCount() < count) {
      final long now = System.nanoTime();
      final long before = sent;
      while (sent < count && due <= now && !free.isEmpty()) {
        send(due, now);
        due = start + arrivals.next();
        sent++;
      }
      checkProgress(now);
      received = false;
      await(sent < count ? due - now : Long.MAX_VALUE, now);
      if (sent == before && !received) {
        lastSpare = now;
      }
    }
    return new Delivery.Answered(latency, late);
  }

  private void send(long due, long now) throws IOException {
    lastNumber = lastNumber == Wire.LAST_NUMBER ? Wire.FIRST_NUMBER : lastNumber + 1;
    lastSent = now;
    if (now - due > LATE_NANOS && lastSpare - due < 0) {
      late++;
    }
    free.remove().send(lastNumber, due);
  }

  private void await(long left, long now) throws IOException {
    if (free.size() == connections && left > WORTH_SLEEPING_NANOS) {
      LockSupport.parkNanos(left - WAKE_UP_NANOS);
    } else if (left > 2 * MILLI && now - lastSent > REPLY_IS_NEAR_NANOS) {
      selector.select(receive, Math.min(left, TURN_NANOS) / MILLI - 1);
    } else {
      selector.selectNow(receive);
    }
  }

  private void receive(SelectionKey key) {
    final Connection connection = Connection.of(key);
    received = true;
    try {
      if (connection.receive()) {
        waitedNanos = 0;
        latency.recordValue(Math.min(System.nanoTime() - connection.due(), MAX_LATENCY_NANOS));
        free.add(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkProgress(long now) throws StuckException {
    final int underWay = connections - free.size();
    waitedNanos = underWay > 0 ? waitedNanos + Math.min(now - lastTurn, TURN_NANOS) : 0;
    lastTurn = now;
    if (waitedNanos > PATIENCE.toNanos()) {
      throw new StuckException(underWay);
    }
  }

  private static Histogram newHistogram() {
    return new Histogram(MAX_LATENCY_NANOS, DIGITS);
  }
}
