package io.smolscale.tomcat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Servlets that do one thing each.
final class Answers {
  private Answers() {}

  private static void say(HttpServletResponse response, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/plain");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /// Says on which thread it runs, after a sleep, so that it has gone on once.
  static final class Where extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      say(response, Thread.currentThread().toString());
    }
  }

  /// Sends back what it reads, blocking on both sides.
  static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = request.getInputStream().readAllBytes();
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  /// The same without blocking when it reads: counts the bytes.
  static final class Count extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      AsyncContext async = request.startAsync();
      ServletInputStream in = request.getInputStream();
      in.setReadListener(
          new ReadListener() {
            private final byte[] buffer = new byte[4096];
            private long bytes;

            @Override
            public void onDataAvailable() throws IOException {
              while (in.isReady() && !in.isFinished()) {
                int read = in.read(buffer);
                if (read > 0) {
                  bytes += read;
                }
              }
            }

            @Override
            public void onAllDataRead() throws IOException {
              say((HttpServletResponse) async.getResponse(), String.valueOf(bytes));
              async.complete();
            }

            @Override
            public void onError(Throwable failure) {
              async.complete();
            }
          });
    }
  }

  /// Answers from another thread, after the servlet has returned.
  static final class Later extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext async = request.startAsync();
      async.start(() -> {
        try {
          say((HttpServletResponse) async.getResponse(), "later");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        async.complete();
      });
    }
  }

  /// Never answers, and says so when the time is over.
  static final class Never extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext async = request.startAsync();
      async.setTimeout(100);
      async.addListener(
          new AsyncListener() {
            @Override
            public void onTimeout(AsyncEvent event) throws IOException {
              say((HttpServletResponse) event.getSuppliedResponse(), "timed out");
              event.getAsyncContext().complete();
            }

            @Override
            public void onComplete(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {}
          },
          request,
          response);
    }
  }

  /// Has the connector send a file.
  static final class SendFile extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String ATTRIBUTE = "org.apache.tomcat.sendfile.";

    private final transient Path file;

    SendFile(Path file) {
      this.file = file;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (!Boolean.TRUE.equals(request.getAttribute(ATTRIBUTE + "support"))) {
        throw new IOException("no sendfile");
      }
      long length = Files.size(file);
      response.setContentLengthLong(length);
      request.setAttribute(ATTRIBUTE + "filename", file.toString());
      request.setAttribute(ATTRIBUTE + "start", 0L);
      request.setAttribute(ATTRIBUTE + "end", length);
    }
  }

  /// Stays until it is let go.
  static final class Held extends HttpServlet {
    private static final long serialVersionUID = 1;

    final transient CountDownLatch entered = new CountDownLatch(1);
    final transient CountDownLatch letGo = new CountDownLatch(1);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      entered.countDown();
      try {
        if (!letGo.await(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          throw new IOException("nobody let it go");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      say(response, "held");
    }
  }
}
