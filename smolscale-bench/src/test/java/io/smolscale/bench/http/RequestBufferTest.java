package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import org.junit.jupiter.api.Test;

class RequestBufferTest {
  private final RequestBuffer buffer = new RequestBuffer();
  private final byte[] reply = Wire.reply();

  @Test
  void aRequestMayComeByteByByte() throws ProtocolException {
    final byte[] request = request(7);
    for (int i = 0; i < request.length - 1; i++) {
      fill(new byte[] {request[i]});
      assertThat(buffer.next(reply)).isFalse();
    }
    fill(new byte[] {request[request.length - 1]});
    assertThat(buffer.next(reply)).isTrue();
    assertThat(number()).isEqualTo("000000007");
  }

  @Test
  void severalMayComeAtOnce() throws ProtocolException {
    fill(request(1));
    fill(request(2));
    assertThat(buffer.next(reply)).isTrue();
    assertThat(number()).isEqualTo("000000001");
    assertThat(buffer.next(reply)).isTrue();
    assertThat(number()).isEqualTo("000000002");
    assertThat(buffer.next(reply)).isFalse();
  }

  @Test
  void whatIsNoRequestIsRefused() {
    fill("POST / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> buffer.next(reply)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void whatNeverEndsIsRefused() {
    fill(new byte[buffer.room()]);
    assertThatThrownBy(() -> buffer.next(reply)).isInstanceOf(ProtocolException.class);
  }

  private void fill(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer.array(), buffer.end(), bytes.length);
    buffer.filled(bytes.length);
  }

  private String number() {
    return new String(reply, Wire.digitsInReply(), Wire.DIGITS, ISO_8859_1);
  }

  private static byte[] request(int digit) {
    final byte[] request = Wire.request(Wire.OWN_PATH);
    request[Wire.DIGITS_IN_REQUEST + Wire.DIGITS - 1] = (byte) ('0' + digit);
    return request;
  }
}
