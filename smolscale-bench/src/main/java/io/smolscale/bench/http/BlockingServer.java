package io.smolscale.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// A blocking service: one thread a connection, as one would write it without a thought for
/// schedulers.
public final class BlockingServer implements Server {
  private final ServerSocket listener;
  private final ThreadFactory threads;
  private final int timeoutMillis;
  private final @Nullable Stages stages;

  private BlockingServer(
      ServerSocket listener, ThreadFactory threads, int timeoutMillis, @Nullable Stages stages) {
    this.listener = listener;
    this.threads = threads;
    this.timeoutMillis = timeoutMillis;
    this.stages = stages;
  }

  /// Starts one.
  ///
  /// @param timeoutMillis how long a read may take, so that each read sets a timer and takes it
  ///   back; none if 0
  /// @param hops whether each request goes through [Stages]: three messages between threads
  public static BlockingServer start(ThreadFactory threads, int timeoutMillis, boolean hops)
      throws IOException {
    final ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    final BlockingServer server =
        new BlockingServer(listener, threads, timeoutMillis, hops ? new Stages(threads) : null);
    threads.newThread(server::acceptAll).start();
    return server;
  }

  @Override
  public int port() {
    return listener.getLocalPort();
  }

  /// Accepts nobody any more. The connections end when their clients end them.
  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void acceptAll() {
    try {
      while (true) {
        final Socket connection = listener.accept();
        threads.newThread(() -> serve(connection)).start();
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(timeoutMillis);
      answerAll(connection.getInputStream(), connection.getOutputStream());
    } catch (IOException e) {
      // The client is gone, and this connection with it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerAll(InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    final RequestBuffer requests = new RequestBuffer();
    final byte[] reply = Wire.reply();
    final Stages.@Nullable Visitor visitor = stages == null ? null : stages.visitor();
    int count = in.read(requests.array(), requests.end(), requests.room());
    while (count >= 0) {
      requests.filled(count);
      while (requests.next(reply)) {
        if (visitor != null) {
          visitor.pass(reply);
        }
        out.write(reply);
      }
      count = in.read(requests.array(), requests.end(), requests.room());
    }
  }
}
