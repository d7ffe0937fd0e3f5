package io.smolscale.tried.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smolscale.it.programs.Lifeline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.codec.textline.LineDelimiter;
import org.apache.mina.filter.codec.textline.TextLineCodecFactory;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/// A small server of HTTP on MINA, with a virtual thread for the acceptor, for each processor and
/// for each request.
public final class MinaProgram {
  private static final int PROCESSORS = 2;

  private MinaProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    try (Work work = Work.begin(args)) {
      NioSocketAcceptor acceptor =
          new NioSocketAcceptor(
              Executors.newVirtualThreadPerTaskExecutor(),
              new SimpleIoProcessorPool<>(
                  NioProcessor.class,
                  Executors.newVirtualThreadPerTaskExecutor(),
                  PROCESSORS,
                  null));
      acceptor
          .getFilterChain()
          .addLast(
              "lines",
              new ProtocolCodecFilter(
                  new TextLineCodecFactory(UTF_8, LineDelimiter.CRLF, LineDelimiter.CRLF)));
      acceptor.setHandler(new Answer(work));
      acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try {
        Clients.ask(work, acceptor.getLocalAddress().getPort());
      } finally {
        acceptor.dispose(true);
      }
    }
    Lifeline.awaitEndOfInput();
  }

  /// Answers when the empty line has come that ends a request.
  private static final class Answer extends IoHandlerAdapter {
    private static final String QUESTION = "question";

    private final Work work;

    Answer(Work work) {
      this.work = work;
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
      String line = (String) message;
      if (line.startsWith("GET /")) {
        session.setAttribute(QUESTION, line.substring(5, line.indexOf(' ', 5)));
      } else if (line.isEmpty()) {
        String question = (String) session.getAttribute(QUESTION);
        work.threads().execute(() -> answer(session, question));
      }
    }

    private void answer(IoSession session, String question) {
      String body = Clients.answerTo(question);
      work.seen();
      String head = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(body.length());
      session.write(IoBuffer.wrap((head + body).getBytes(UTF_8)));
    }
  }
}
