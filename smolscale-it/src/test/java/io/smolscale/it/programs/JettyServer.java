package io.smolscale.it.programs;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// Jetty, with virtual threads for its requests, or, with the argument `all`, for its selectors and
/// acceptors too.
public final class JettyServer {
  private JettyServer() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Server server = new Server(args.length > 0 ? new VirtualThreadPool() : virtualForRequests());
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setAcceptQueueSize(1_000);
    server.addConnector(connector);
    server.setHandler(new AnswersHandler());
    server.start();
    Lifeline.hold(connector.getLocalPort());
    server.stop();
  }

  private static ThreadPool virtualForRequests() {
    QueuedThreadPool pool = new QueuedThreadPool();
    pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return pool;
  }

  private static final class AnswersHandler extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      try (InputStream body = Content.Source.asInputStream(request)) {
        byte[] answer = Answers.to(Request.getPathInContext(request), body);
        response.write(true, ByteBuffer.wrap(answer), callback);
      }
      return true;
    }
  }
}
