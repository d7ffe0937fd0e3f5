package io.smolscale.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/// What every server of these tests says, whatever it is made of. It is computed on the thread that
/// the server gives to a request.
public final class Answers {
  /// How long the answer to `/big` is: more than the buffers of a connection hold.
  public static final int BIG = 4_000_000;

  private Answers() {}

  /// The answer to a request.
  public static byte[] to(String path, InputStream body) throws IOException {
    return switch (path) {
      case "/where" -> where();
      case "/echo" -> body.readAllBytes();
      case "/big" -> big();
      default -> throw new IllegalArgumentException(path);
    };
  }

  /// The body of `/big`.
  public static byte[] big() {
    byte[] bytes = new byte[BIG];
    for (int i = 0; i < BIG; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 16));
    }
    return bytes;
  }

  /// The thread of the request, after it has been away from its carrier.
  private static byte[] where() throws IOException {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.toString());
    }
    return Thread.currentThread().toString().getBytes(UTF_8);
  }
}
