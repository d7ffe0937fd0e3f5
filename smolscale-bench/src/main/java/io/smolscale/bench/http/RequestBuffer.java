package io.smolscale.bench.http;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// What has come in on one connection and is not answered yet.
///
/// As much of HTTP as a `GET` without a body needs: a request ends at its first blank line, may
/// come in pieces, and several may come at once. All servers read with this class, so that none is
/// faster because it looks less closely.
final class RequestBuffer {
  private static final int SIZE = 1024;
  private static final int BLANK_LINE = 0x0d0a0d0a; // "\r\n\r\n"

  private final byte[] bytes = new byte[SIZE];
  private final ByteBuffer view = ByteBuffer.wrap(bytes);
  private int end;
  private int scanned;

  /// Where to read to: at most [#room] bytes, beginning at [#end]; then say [#filled].
  byte[] array() {
    return bytes;
  }

  int end() {
    return end;
  }

  int room() {
    return SIZE - end;
  }

  /// The same place, for a channel to read to.
  ByteBuffer space() {
    return view.limit(SIZE).position(end);
  }

  void filled(int count) {
    end += count;
  }

  /// Copies the number of the next request into a reply, or returns false if there is none yet.
  boolean next(byte[] reply) throws ProtocolException {
    for (int i = Math.max(scanned, 3); i < end; i++) {
      if (bytes[i] == '\n' && view.limit(SIZE).getInt(i - 3) == BLANK_LINE) {
        answer(i + 1, reply);
        return true;
      }
    }
    scanned = end;
    if (room() == 0) {
      throw new ProtocolException("a request of more than " + SIZE + " bytes");
    }
    return false;
  }

  private void answer(int length, byte[] reply) throws ProtocolException {
    if (bytes[0] != 'G' || length < Wire.DIGITS_IN_REQUEST + Wire.DIGITS) {
      throw new ProtocolException("this is not a GET with a number");
    }
    System.arraycopy(bytes, Wire.DIGITS_IN_REQUEST, reply, Wire.digitsInReply(), Wire.DIGITS);
    end -= length;
    scanned = 0;
    System.arraycopy(bytes, length, bytes, 0, end); // next to never anything
  }
}
