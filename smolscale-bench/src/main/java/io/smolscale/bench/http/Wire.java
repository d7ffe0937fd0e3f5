package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// The bytes on a connection.
///
/// A request carries a number of fixed width and the reply repeats it: a wrong answer is told from
/// a right one, and the client knows how long a reply is without parsing it.
final class Wire {
  static final int DIGITS = 9;
  static final int NUMBERS = 1_000_000_000;

  /// Where the number begins in a request; it ends a reply.
  static final int DIGITS_IN_REQUEST = "GET /".length();

  private static final String NUMBER = "0".repeat(DIGITS);
  private static final byte[] REQUEST =
      ("GET /" + NUMBER + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n")
          .getBytes(ISO_8859_1);
  private static final byte[] REPLY =
      ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
              + DIGITS
              + "\r\n\r\n"
              + NUMBER)
          .getBytes(ISO_8859_1);

  private Wire() {}

  /// A request with the number 0, to be changed by whoever asked for it.
  static byte[] request() {
    return REQUEST.clone();
  }

  /// A reply with the number 0, to be changed by whoever asked for it.
  static byte[] reply() {
    return REPLY.clone();
  }

  /// Where the number begins in a reply.
  static int digitsInReply() {
    return REPLY.length - DIGITS;
  }
}
