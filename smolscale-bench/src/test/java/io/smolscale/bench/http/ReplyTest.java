package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  private static final String NUMBER = "123456789";
  private static final byte[] DIGITS = NUMBER.getBytes(ISO_8859_1);
  private static final String SHORT =
      "HTTP/1.1 200 OK\r\nContent-Length: 16\r\nDate: now\r\n\r\n{\"n\": 123456789}";

  private final Reply reply = new Reply();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK~Content-Length: 16~Date: now~~{'n': 123456789}",
        "HTTP/1.1 200 ~CONTENT-LENGTH:9~~123456789",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~9~123456789~0~~",
        // the number in two chunks, an extension, and a trailer
        "HTTP/1.1 200 OK~transfer-encoding: Chunked~~5;a=b~-1234~0A~56789-----~0~Trailer: 1~~",
        // a length, too, which counts less
        "HTTP/1.1 200 OK~Content-Length: 3~Transfer-Encoding: chunked~~9~123456789~0~~",
      })
  void anAnswerIsCompleteWithItsLastByteAndNotBefore(String text) throws ProtocolException {
    for (int round = 0; round < 2; round++) {
      reply.clear();
      byte[] bytes = text.replace("~", "\r\n").getBytes(ISO_8859_1);
      for (int i = 0; i < bytes.length - 1; i++) {
        assertThat(fill(new byte[] {bytes[i]})).as("after %d bytes", i + 1).isFalse();
      }
      assertThat(fill(new byte[] {bytes[bytes.length - 1]})).isTrue();
      assertThat(reply.contains(DIGITS)).isTrue();
    }
  }

  @Test
  void anAnswerMayComeAtOnce() throws ProtocolException {
    reply.clear();
    assertThat(fill(SHORT.getBytes(ISO_8859_1))).isTrue();
    assertThat(reply.contains(DIGITS)).isTrue();
    assertThat(reply.contains("987654321".getBytes(ISO_8859_1))).isFalse();
  }

  @Test
  void aLongAnswerFindsRoom() throws ProtocolException {
    String body = "x".repeat(100_000) + NUMBER;
    reply.clear();
    byte[] all =
        ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
            .getBytes(ISO_8859_1);
    int at = 0;
    boolean complete = false;
    while (at < all.length) {
      assertThat(complete).isFalse();
      int count = Math.min(reply.space().remaining(), all.length - at);
      reply.space().put(all, at, count);
      complete = reply.filled(count);
      at += count;
    }
    assertThat(complete).isTrue();
    assertThat(reply.contains(DIGITS)).isTrue();
  }

  @Test
  void aNumberInTheHeadDoesNotCount() throws ProtocolException {
    reply.clear();
    assertThat(
            fill(
                ("HTTP/1.1 200 OK\r\nX-Number: " + NUMBER + "\r\nContent-Length: 2\r\n\r\nok")
                    .getBytes(ISO_8859_1)))
        .isTrue();
    assertThat(reply.contains(DIGITS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "HTTP/1.1 503 Service Unavailable~Content-Length: 0~~|HTTP/1.1 503 Service Unavailable",
        "HTTP/1.0 200 OK~~|HTTP/1.0 200 OK",
        "HTTP/1.1 200 OK~Connection: close~~|without a length",
        "HTTP/1.1 200 OK~Content-Length: many~~|'many' is no length",
        "HTTP/1.1 200 OK~Content-Length: -1~~|'-1' is no length",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~xyz~|'xyz' is no length",
        "HTTP/1.1 200 OK~Content-Length: 1~~ab|1 bytes more",
      })
  void whatIsNoRightAnswerIsRefusedWithTheReason(String text, String reason) {
    reply.clear();
    assertThatThrownBy(() -> fill(text.replace("~", "\r\n").getBytes(ISO_8859_1)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(reason);
  }

  private boolean fill(byte[] bytes) throws ProtocolException {
    reply.space().put(bytes);
    return reply.filled(bytes.length);
  }
}
