package io.smolscale.tomcat;

import org.apache.coyote.http11.Http11NioProtocol;

/// Tomcat's HTTP connector with its poller and its acceptor *inside*: both are virtual threads on
/// smolscale's workers, and so is each request. What the poller reads and the request that it
/// starts stay on one processor, and nobody is woken in between.
///
/// In `server.xml`, with the jar in Tomcat's folder `lib`:
///
/// ```xml
/// <Connector port="8080" protocol="io.smolscale.tomcat.SmolscaleProtocol"/>
/// ```
///
/// In a program that embeds Tomcat:
///
/// ```java
/// tomcat.setConnector(new Connector("io.smolscale.tomcat.SmolscaleProtocol"));
/// ```
///
/// Everything else is `Http11NioProtocol`: its attributes, TLS, HTTP/2, WebSockets, sendfile,
/// limits, the names of threads and of management beans. Only `pollerThreadPriority` and
/// `acceptorThreadPriority` mean nothing, and where no executor is set, requests run on virtual
/// threads and not in a pool, so that `maxThreads` limits nothing.
///
/// Virtual threads do not keep a JVM from exiting, as Tomcat's own poller and acceptor do not
/// either: the server's `await()` does, and Spring Boot. With `daemon="false"` the acceptor remains
/// a thread of Tomcat's own, which does.
///
/// Where it makes no sense, it is Tomcat's plain connector, with the threads that the attributes
/// ask for, and one line in the log says why: where smolscale is switched off or missing, or where
/// its workers do not wait for sockets, as on systems other than Linux.
///
/// Thread-safe as far as `Http11NioProtocol` is.
public class SmolscaleProtocol extends Http11NioProtocol {
  private final InsideEndpoint endpoint;

  /// Makes one. Tomcat calls this by the name of the class.
  public SmolscaleProtocol() {
    this(new InsideEndpoint(Inside::find));
  }

  SmolscaleProtocol(InsideEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /// Returns whether the poller runs on smolscale's workers: false before the start, after the
  /// stop, and where this is Tomcat's plain connector. The log says why then.
  public boolean isInside() {
    return endpoint.isInside();
  }
}
