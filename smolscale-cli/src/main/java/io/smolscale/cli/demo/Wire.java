package io.smolscale.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// The bytes on the demo's connections.
///
/// Requests carry a number and the reply repeats it, so that the load generator can tell a right
/// answer from a wrong one. Numbers have a fixed width, so it knows a reply's length beforehand and
/// need not parse: it shares the machine with the service, and its own cost is in the way.
final class Wire {
  static final int DIGITS = 9;
  static final int NUMBERS = 1_000_000_000;

  private static final String PATH = "/hops/";
  private static final String CRLF = "\r\n";

  /// Where the number begins in a request; in a reply it ends it.
  static final int DIGITS_IN_REQUEST = "GET ".length() + PATH.length();

  private Wire() {}

  static String path(int number) {
    return PATH + digits(number);
  }

  static byte[] request(int number) {
    return ascii("GET " + path(number) + " HTTP/1.1" + CRLF + "Host: localhost" + CRLF + CRLF);
  }

  static byte[] response(String body) {
    return response("200 OK", body);
  }

  static byte[] response(String status, String body) {
    return ascii(
        "HTTP/1.1 "
            + status
            + CRLF
            + "Content-Type: text/plain"
            + CRLF
            + "Content-Length: "
            + body.length()
            + CRLF
            + CRLF
            + body);
  }

  /// The right reply to a request with this number; all have one length, and end in the digits.
  static byte[] reply(int number) {
    return response(digits(number));
  }

  private static String digits(int number) {
    String text = Integer.toString(number);
    return "0".repeat(DIGITS - text.length()) + text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
