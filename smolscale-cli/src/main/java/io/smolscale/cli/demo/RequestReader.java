package io.smolscale.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;

/// Cuts a stream of bytes into HTTP/1.1 requests: as much of the protocol as a `GET` needs.
///
/// A request may arrive in pieces, and one read may bring several (pipelining), so what follows a
/// request's blank line stays in the buffer for the next call.
final class RequestReader {
  static final int MAX_HEAD_BYTES = 8 * 1024;

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final InputStream in;
  private final byte[] buffer = new byte[MAX_HEAD_BYTES];
  private int from;
  private int to;

  RequestReader(InputStream in) {
    this.in = in;
  }

  /// Waits for the next request; returns its path, or nothing when the client has ended the
  /// connection between two requests.
  ///
  /// @throws ProtocolException if this is not a `GET` in HTTP/1.1, or too long
  Optional<String> next() throws IOException {
    int scanned = from;
    while (true) {
      int end = endOfHead(scanned);
      if (end >= 0) {
        String path = pathOf(new String(buffer, from, end - from, ISO_8859_1));
        from = end + END_OF_HEAD.length();
        return Optional.of(path);
      }
      int pending = to - from;
      makeRoom();
      scanned = Math.max(0, pending - END_OF_HEAD.length() + 1);
      int count = in.read(buffer, to, buffer.length - to);
      if (count < 0) {
        if (pending == 0) {
          return Optional.empty();
        }
        throw new EOFException("the connection ended inside a request");
      }
      to += count;
    }
  }

  private int endOfHead(int start) {
    for (int i = start; i + END_OF_HEAD.length() <= to; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void makeRoom() throws ProtocolException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    if (to == buffer.length) {
      throw new ProtocolException("the request's head is longer than " + MAX_HEAD_BYTES + " bytes");
    }
  }

  private static String pathOf(String head) throws ProtocolException {
    int endOfLine = head.indexOf("\r\n");
    String line = endOfLine < 0 ? head : head.substring(0, endOfLine);
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !words[0].equals("GET") || !words[2].equals("HTTP/1.1")) {
      throw new ProtocolException("expected 'GET <path> HTTP/1.1', got '" + line + "'");
    }
    return words[1];
  }
}
