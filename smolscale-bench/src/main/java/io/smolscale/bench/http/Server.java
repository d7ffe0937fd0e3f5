package io.smolscale.bench.http;

import java.io.IOException;

/// Something that answers requests on the loopback interface until it is closed.
public interface Server extends AutoCloseable {
  /// How many connections may wait to be accepted.
  int BACKLOG = 1024;

  /// Where it listens.
  int port();

  @Override
  void close() throws IOException;
}
