package io.smolscale.bench.service;

import io.smolscale.bench.http.LoadProcess;
import java.io.IOException;
import java.util.List;

/// Who makes the load: a program in a JVM of its own that sends requests when they are due, whether
/// or not answers have come.
///
/// @param program what follows `java`
/// @param what the last word on its command line: what it asks for
record Client(List<String> program, String what) {
  static final int CONNECTIONS = 50;

  /// A client that gets `/orders/N`.
  static Client http() {
    return new Client(LoadProcess.http(), "/orders/");
  }

  /// Starts one that connects to this port.
  LoadProcess start(int port) throws IOException {
    return LoadProcess.start(program, port, CONNECTIONS, what);
  }
}
