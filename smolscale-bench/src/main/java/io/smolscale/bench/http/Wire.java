package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// The bytes on a connection.
///
/// A request carries a number of fixed width, which the reply repeats: so a wrong answer is told
/// from a right one.
final class Wire {
  static final int DIGITS = 9;

  /// The numbers have no zeros in front: a program that reads one as a number repeats all of it.
  static final int FIRST_NUMBER = 100_000_000;

  static final int LAST_NUMBER = 999_999_999;

  /// What stands before the number in the requests to our own servers.
  static final String OWN_PATH = "/";

  /// Where the number begins in a request to our own servers; it ends a reply.
  static final int DIGITS_IN_REQUEST = digitsInRequest(OWN_PATH);

  private static final String NUMBER = "0".repeat(DIGITS);
  private static final byte[] REPLY =
      ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
              + DIGITS
              + "\r\n\r\n"
              + NUMBER)
          .getBytes(ISO_8859_1);

  private Wire() {}

  /// A request with the number 0, to be changed by whoever asked for it.
  ///
  /// @param path what stands before the number, such as `/orders/`
  static byte[] request(String path) {
    return ("GET " + path + NUMBER + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  /// Where the number begins in such a request.
  static int digitsInRequest(String path) {
    return "GET ".length() + path.length();
  }

  /// Writes a number into a request or a reply.
  static void putDigits(byte[] target, int at, int number) {
    int rest = number;
    for (int i = at + DIGITS - 1; i >= at; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
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
