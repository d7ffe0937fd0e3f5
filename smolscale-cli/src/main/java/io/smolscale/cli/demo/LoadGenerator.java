package io.smolscale.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// A client of many connections on one thread.
///
/// It polls without sleeping while the next request is near: a sleeping client would add its own
/// wake-up, which is as long as the latencies that it measures. That takes one core; on a small
/// machine the service has one core less.
public final class LoadGenerator implements AutoCloseable {
  /// How long a reply may still come after the load has ended.
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long MAX_LATENCY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long HOPELESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// The polling loop turns every few microseconds; a turn this long means that it was not let run.
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long SLEEP_IF_FURTHER_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private final InetSocketAddress service;
  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final ArrayDeque<Connection> failed = new ArrayDeque<>();
  private final Consumer<SelectionKey> onReadable = this::receive;

  private Histogram latency = newHistogram();
  private Histogram delay = newHistogram();
  private long errors;
  private int lastNumber;

  /// Connects so often to this port of the loopback interface.
  public LoadGenerator(int port, int connectionCount) throws IOException {
    service = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    selector = Selector.open();
    for (int i = 0; i < connectionCount; i++) {
      connect();
    }
  }

  /// Sends at the given moments for a while, on whichever connection has been idle longest.
  ///
  /// When all are busy the requests queue here, and their latency still counts from the moment they
  /// were meant to leave: a slow service cannot slow the load down and so hide its queue.
  public Sent openLoop(PoissonArrivals arrivals, Duration duration) throws IOException {
    reset();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    long hopeless = Math.max(HOPELESS_NANOS, duration.toNanos() / 2);
    long intended = start + arrivals.next();
    boolean waitsForConnection = false;
    long lastTurn = start;
    long longestTurn = 0;
    boolean keptUp = true;
    while (intended < end && keptUp) {
      long now = System.nanoTime();
      longestTurn = Math.max(longestTurn, now - lastTurn);
      lastTurn = now;
      while (intended <= now && intended < end && !idle.isEmpty()) {
        if (!waitsForConnection) {
          delay.recordValue(Math.min(now - intended, MAX_LATENCY_NANOS));
        }
        send(intended);
        intended = start + arrivals.next();
        now = System.nanoTime();
      }
      waitsForConnection = intended <= now;
      keptUp = now - intended < hopeless;
      long left = intended - now;
      poll(left > SLEEP_IF_FURTHER_NANOS ? TimeUnit.NANOSECONDS.toMillis(left) - 1 : 0);
    }
    drain();
    return sent(start, longestTurn > PAUSE_NANOS, keptUp);
  }

  /// Keeps every connection busy: each reply is followed by the next request at once.
  public Sent closedLoop(Duration duration) throws IOException {
    reset();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    for (long now = start; now < end; now = System.nanoTime()) {
      while (!idle.isEmpty()) {
        send(System.nanoTime());
      }
      poll(10);
    }
    drain();
    return sent(start, false, true);
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    selector.close();
  }

  private Sent sent(long start, boolean paused, boolean keptUp) {
    return new Sent(latency, delay, errors, System.nanoTime() - start, paused, keptUp);
  }

  private void reset() {
    latency = newHistogram();
    delay = newHistogram();
    errors = 0;
  }

  private void connect() throws IOException {
    Connection connection = Connection.open(service, selector);
    connections.add(connection);
    idle.add(connection);
  }

  private void send(long intendedNanos) {
    lastNumber = (lastNumber + 1) % Wire.NUMBERS;
    Connection connection = idle.remove();
    try {
      connection.send(lastNumber, intendedNanos);
    } catch (IOException e) {
      failed.add(connection);
    }
  }

  private void receive(SelectionKey key) {
    Connection connection = Connection.of(key);
    switch (connection.receive()) {
      case INCOMPLETE -> {}
      case REPLY -> {
        long nanos = System.nanoTime() - connection.intendedNanos();
        latency.recordValue(Math.min(nanos, MAX_LATENCY_NANOS));
        idle.add(connection);
      }
      case WRONG -> failed.add(connection);
    }
  }

  /// Takes in what has arrived, or what arrives within the timeout.
  private void poll(long timeoutMillis) throws IOException {
    if (timeoutMillis == 0) {
      selector.selectNow(onReadable);
    } else {
      selector.select(onReadable, timeoutMillis);
    }
    while (!failed.isEmpty()) {
      replace(failed.remove());
    }
  }

  /// Waits for the replies under way; those that do not come in time are errors.
  private void drain() throws IOException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (idle.size() < connections.size() && System.nanoTime() < giveUp) {
      poll(10);
    }
    for (Connection connection : List.copyOf(connections)) {
      if (connection.busy()) {
        replace(connection);
      }
    }
  }

  private void replace(Connection broken) throws IOException {
    errors++;
    connections.remove(broken);
    idle.remove(broken);
    broken.close();
    connect();
  }

  private static Histogram newHistogram() {
    return new Histogram(MAX_LATENCY_NANOS, 3);
  }

  /// What became of one stretch of load.
  ///
  /// @param latency from the moment a request was meant to leave to its reply, in nanoseconds
  /// @param delay how late requests left although a connection was free: the generator's own fault
  /// @param errors requests with a wrong reply or none
  /// @param nanos from the first request to the last reply
  /// @param paused the generator itself stood still: stopped, suspended, or starved by others
  /// @param keptUp false if the load was broken off, hopelessly behind its schedule
  public record Sent(
      Histogram latency, Histogram delay, long errors, long nanos, boolean paused, boolean keptUp) {
    /// Returns how many requests were answered.
    public long requests() {
      return latency.getTotalCount();
    }

    double perSecond() {
      return requests() * 1e9 / nanos;
    }
  }
}
