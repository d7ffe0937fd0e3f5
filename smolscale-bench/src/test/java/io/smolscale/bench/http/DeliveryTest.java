package io.smolscale.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  @Test
  void latenciesSurviveALineOfText() {
    final Histogram latency = new Histogram(3);
    latency.recordValue(1_234);
    latency.recordValue(5_000_000_000L);
    final Delivery delivery = new Delivery.Answered(latency, 3);
    assertThat(delivery.line()).doesNotContain("\n");
    assertThat(Delivery.parse(delivery.line())).isEqualTo(delivery);
  }

  @Test
  void aLoadMayLeaveOutHowManyItSentLate() {
    final Delivery.Answered delivery = new Delivery.Answered(new Histogram(3), 0);
    final String line = delivery.line();
    assertThat(Delivery.parse(line.substring(0, line.lastIndexOf(' ')))).isEqualTo(delivery);
  }

  @Test
  void reasonsDoToo() {
    assertThat(Delivery.parse(new Delivery.Unanswered("no reply").line()))
        .isEqualTo(new Delivery.Unanswered("no reply"));
    assertThat(Delivery.parse(new Delivery.Broken("a wrong one").line()))
        .isEqualTo(new Delivery.Broken("a wrong one"));
  }

  @Test
  void anythingElseIsNoDelivery() {
    assertThatThrownBy(() -> Delivery.parse("hello")).isInstanceOf(IllegalArgumentException.class);
  }
}
