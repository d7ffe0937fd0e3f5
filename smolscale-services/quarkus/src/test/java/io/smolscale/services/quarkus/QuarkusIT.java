package io.smolscale.services.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.services.Requests;
import io.smolscale.services.ServiceProcess;
import io.smolscale.services.Side;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarkusIT {
  // The pool starts the service, too, so its threads alone prove nothing; what they compute does.
  private static final String POOL = "executor-thread-";
  private static final double POOL_MILLIS = 5;

  @ParameterizedTest
  @CsvSource({
    "JDK, virtual",
    "JDK, platform",
    "JDK, loop",
    "SMOLSCALE, virtual",
    "SMOLSCALE, platform",
    "SMOLSCALE, loop",
  })
  void eachOrderIsAnsweredAsJson(Side side, String threads) throws Exception {
    try (ServiceProcess service = ServiceProcess.start(side, "quarkus", "--threads", threads)) {
      int port = service.port();
      double before = service.cpuMillis(POOL);
      Map<Integer, String> answers = Requests.send(port);
      double used = service.cpuMillis(POOL) - before;
      assertThat(answers).hasSize(Requests.COUNT);
      answers.forEach((number, answer) ->
          assertThat(answer)
              .contains("{\"article\":\"tea\",\"cents\":499,\"pieces\":" + (1 + number % 3) + "}")
              .contains("\"article\":\"sugar\"")
              .endsWith("],\"number\":" + number + "}"));
      if (threads.equals("virtual")) {
        service.runsOn(side);
      }
      assertThat(used > POOL_MILLIS)
          .as("the pool has answered, in %s ms", used)
          .isEqualTo(threads.equals("platform"));
      service.endInput();
    }
  }

  @Test
  void onSigtermTheServiceEnds() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(Side.JDK, "quarkus")) {
      service.port();
      service.terminate();
    }
  }

  @Test
  void loopsInsideAreRefusedWithASentence() throws Exception {
    ServiceProcess.Ended ended = ServiceProcess.run("quarkus", "--loops", "inside");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("--loops inside: Quarkus ");
  }
}
