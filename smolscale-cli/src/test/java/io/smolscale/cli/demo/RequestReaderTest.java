package io.smolscale.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final String FIRST = "GET /first HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n";
  private static final String SECOND = "GET /second HTTP/1.1\r\n\r\n";

  /// A stream that hands out at most so many bytes a read, as a network does.
  private static RequestReader reader(String text, int bytesPerRead) {
    InputStream in =
        new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
          @Override
          public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, bytesPerRead));
          }
        };
    return new RequestReader(in);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 45, 1000})
  void piecesAndPipelinesGiveTheSameRequests(int bytesPerRead) throws IOException {
    RequestReader reader = reader(FIRST + SECOND + FIRST, bytesPerRead);
    assertThat(reader.next()).contains("/first");
    assertThat(reader.next()).contains("/second");
    assertThat(reader.next()).contains("/first");
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void manyPipelinedRequestsOutgrowTheBuffer() throws IOException {
    int count = 2 * RequestReader.MAX_HEAD_BYTES / SECOND.length();
    RequestReader reader = reader(SECOND.repeat(count), Integer.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      assertThat(reader.next()).contains("/second");
    }
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void anEndInsideARequestIsAnError() {
    RequestReader reader = reader("GET /first HTTP/1.1\r\nHost:", 5);
    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST / HTTP/1.1", "GET /", "GET / HTTP/1.0", "GET / a HTTP/1.1", ""})
  void whatIsNoGetIsNamed(String line) {
    RequestReader reader = reader(line + "\r\n\r\n", 100);
    assertThatThrownBy(reader::next)
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("'" + line + "'");
  }

  @Test
  void anEndlessHeadIsCutOff() {
    RequestReader reader = reader("GET /" + "a".repeat(RequestReader.MAX_HEAD_BYTES), 1000);
    assertThatThrownBy(reader::next)
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("longer than");
  }
}
