package io.smolscale.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/// The measured program: a blocking HTTP service, one virtual thread a connection, as one would
/// write it without a thought for schedulers. It knows nothing of smolscale; whether it runs on it
/// is decided by the options of its JVM alone.
public final class DemoService implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  private final ServerSocket listener;
  private final ExecutorService threads;
  private final MessageHops hops;

  private DemoService(ServerSocket listener) {
    this.listener = listener;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("demo-", 0).factory());
    this.hops = new MessageHops(threads);
  }

  /// Runs the service in a JVM of its own: says that it is ready, and ends with its standard input.
  /// So it cannot outlive the process that started it, however that one dies.
  public static void main(String[] args) throws IOException, InterruptedException {
    try (DemoService service = start()) {
      System.out.println(new ReadyLine(service.port(), ReadyLine.currentCarrier()));
      while (System.in.read() >= 0) {
        // Nothing is expected here; only the end matters.
      }
    }
    System.exit(0);
  }

  /// Starts the service on virtual threads of this JVM.
  public static DemoService start() throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    DemoService service = new DemoService(listener);
    service.threads.execute(service::acceptAll);
    return service;
  }

  /// Returns the port of the loopback interface on which it listens.
  public int port() {
    return listener.getLocalPort();
  }

  /// Interrupts every virtual thread, which also closes the socket that it waits on.
  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket connection = listener.accept();
        threads.execute(() -> serve(connection));
      }
    } catch (IOException | RejectedExecutionException e) {
      if (!listener.isClosed()) {
        System.err.println("the demo's service stopped accepting connections: " + e);
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(READ_TIMEOUT_MILLIS);
      answerAll(new RequestReader(connection.getInputStream()), connection.getOutputStream());
    } catch (IOException e) {
      // The client went away, or the service closes: either way this connection is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerAll(RequestReader requests, OutputStream out)
      throws IOException, InterruptedException {
    MessageHops.Client client = hops.new Client();
    try {
      for (var path = requests.next(); path.isPresent(); path = requests.next()) {
        out.write(client.call(path.get()));
      }
    } catch (ProtocolException e) {
      out.write(Wire.response("400 Bad Request", e.getMessage() + "\n"));
    } catch (TimeoutException e) {
      out.write(Wire.response("503 Service Unavailable", e.getMessage() + "\n"));
    }
  }
}
