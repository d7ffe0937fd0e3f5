package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/// One answer of HTTP/1.1 as it comes in, in pieces or at once.
///
/// Its length stands in its head or before each chunk. Only an answer with status 200 is right. One
/// whose body ends with the connection is refused: whoever measures keep-alive connections has no
/// use for it.
final class Reply {
  private static final int SIZE = 1024; // at first
  private static final int MOST = 1 << 24; // of an answer that anybody would measure
  private static final int UNKNOWN = -1;
  private static final int CHUNKED = -2;
  private static final String OK = "HTTP/1.1 200";
  private static final String LENGTH = "content-length:";
  private static final String ENCODING = "transfer-encoding:";
  private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] LINE_END = "\r\n".getBytes(ISO_8859_1);

  private byte[] bytes = new byte[SIZE];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private int end; // of what has come in
  private int bodyStart; // 0 while the head is not complete
  private int bodyLength;

  // of chunks: the body so far is put together before `bodyEnd`, the next one begins at `next`
  private int bodyEnd;
  private int next;
  private boolean last; // what comes is behind the last chunk

  /// Begins anew.
  void clear() {
    end = 0;
    bodyStart = 0;
    bodyLength = UNKNOWN;
    last = false;
  }

  /// Where to read to; then say [#filled].
  ByteBuffer space() {
    if (end == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      view = ByteBuffer.wrap(bytes);
    }
    return view.limit(bytes.length).position(end);
  }

  /// Takes note of so many bytes more, and returns whether the answer is complete.
  boolean filled(int count) throws ProtocolException {
    end += count;
    if (end > MOST) {
      throw new ProtocolException("an answer of more than %,d bytes".formatted(MOST));
    }
    if (bodyStart == 0 && !readHead()) {
      return false;
    }
    if (bodyLength == CHUNKED ? !readChunks() : end < bodyStart + bodyLength) {
      return false;
    }
    int whole = bodyLength == CHUNKED ? next : bodyStart + bodyLength;
    if (end > whole) {
      throw new ProtocolException((end - whole) + " bytes more than the answer has");
    }
    return true;
  }

  /// Whether the body of a complete answer has these digits somewhere.
  boolean contains(byte[] digits) {
    int stop = bodyLength == CHUNKED ? bodyEnd : end;
    return find(digits, bodyStart, stop) >= 0;
  }

  private boolean readHead() throws ProtocolException {
    int blank = find(BLANK_LINE, 0, end);
    if (blank < 0) {
      return false;
    }
    bodyStart = blank + BLANK_LINE.length;
    for (int i = 0; i < OK.length(); i++) {
      if (bytes[i] != OK.charAt(i)) {
        throw new ProtocolException("the server answered " + line(0));
      }
    }
    for (int at = lineAfter(0); at < blank; at = lineAfter(at)) {
      if (startsWith(at, LENGTH)) {
        bodyLength = number(line(at).substring(LENGTH.length()).strip(), 10);
      } else if (startsWith(at, ENCODING)
          && line(at).toLowerCase(Locale.ROOT).endsWith("chunked")) {
        bodyLength = CHUNKED;
        break; // which counts more than a length
      }
    }
    if (bodyLength == UNKNOWN) {
      throw new ProtocolException("an answer without a length, and without chunks: " + line(0));
    }
    bodyEnd = bodyStart;
    next = bodyStart;
    return true;
  }

  /// Puts the chunks together that are complete, and returns whether the last one is.
  private boolean readChunks() throws ProtocolException {
    while (!last) {
      int sizeEnd = find(LINE_END, next, end);
      if (sizeEnd < 0) {
        return false;
      }
      String size = line(next);
      int extension = size.indexOf(';');
      int length = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
      int from = sizeEnd + LINE_END.length;
      if (length == 0) {
        last = true;
        next = from;
      } else if (end < from + length + LINE_END.length) {
        return false;
      } else {
        System.arraycopy(bytes, from, bytes, bodyEnd, length);
        bodyEnd += length;
        next = from + length + LINE_END.length;
      }
    }
    // trailers, each a line, and an empty line
    for (int lineEnd = find(LINE_END, next, end);
        lineEnd >= 0;
        lineEnd = find(LINE_END, next, end)) {
      boolean empty = lineEnd == next;
      next = lineEnd + LINE_END.length;
      if (empty) {
        return true;
      }
    }
    return false;
  }

  private static int number(String text, int radix) throws ProtocolException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // as below
    }
    throw new ProtocolException("'" + text + "' is no length of an answer");
  }

  private boolean startsWith(int at, String lowerCase) {
    if (at + lowerCase.length() > end) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      byte is = bytes[at + i];
      if ((is >= 'A' && is <= 'Z' ? is + ('a' - 'A') : is) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int lineAfter(int at) {
    return find(LINE_END, at, end) + LINE_END.length;
  }

  private String line(int at) {
    return new String(bytes, at, find(LINE_END, at, end) - at, ISO_8859_1);
  }

  private int find(byte[] what, int from, int to) {
    for (int i = from; i <= to - what.length; i++) {
      int same = 0;
      while (same < what.length && bytes[i + same] == what[same]) {
        same++;
      }
      if (same == what.length) {
        return i;
      }
    }
    return -1;
  }
}
