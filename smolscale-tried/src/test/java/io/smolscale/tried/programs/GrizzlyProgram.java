package io.smolscale.tried.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smolscale.it.programs.Lifeline;
import java.io.IOException;
import java.util.concurrent.Executors;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/// Grizzly's server of HTTP with a virtual thread for each selector and for each request.
public final class GrizzlyProgram {
  private static final int ANY_PORT = 0;

  private GrizzlyProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    try (Work work = Work.begin(args)) {
      HttpServer server = new HttpServer();
      NetworkListener listener = new NetworkListener("tried", "127.0.0.1", ANY_PORT);
      TCPNIOTransport transport = listener.getTransport();
      transport.setKernelThreadPool(Executors.newVirtualThreadPerTaskExecutor());
      transport.setWorkerThreadPool(Executors.newVirtualThreadPerTaskExecutor());
      server.addListener(listener);
      server.getServerConfiguration().addHttpHandler(new Answer(work), "/");
      server.start();
      try {
        Clients.ask(work, listener.getPort());
      } finally {
        server.shutdownNow();
      }
    }
    Lifeline.awaitEndOfInput();
  }

  private static final class Answer extends HttpHandler {
    private final Work work;

    Answer(Work work) {
      this.work = work;
    }

    @Override
    public void service(Request request, Response response)
        throws IOException, InterruptedException {
      String question = request.getRequestURI().substring(1);
      byte[] body = Clients.answerTo(question).getBytes(UTF_8);
      Thread.sleep(1);
      work.seen();
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }
}
