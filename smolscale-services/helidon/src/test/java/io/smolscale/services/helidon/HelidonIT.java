package io.smolscale.services.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.services.Requests;
import io.smolscale.services.ServiceProcess;
import io.smolscale.services.Side;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelidonIT {
  private static final List<String> PLATFORM_THREADS_FOR_VIRTUAL_ONES =
      List.of("-XX:+UnlockExperimentalVMOptions", "-XX:-VMContinuations");

  @ParameterizedTest
  @EnumSource
  void eachOrderIsAnsweredAsJson(Side side) throws Exception {
    try (ServiceProcess service = ServiceProcess.start(side, "helidon-json")) {
      int port = service.port();
      checkOrders(Requests.send(port));
      assertThat(Requests.status(port, "/orders/tea")).isEqualTo(400);
      service.runsOn(side);
      service.endInput();
    }
  }

  @Test
  void ordersAreAnsweredOnPlatformThreadsWhereTheJvmMakesNoOthers() throws Exception {
    try (ServiceProcess service =
        ServiceProcess.start(
            PLATFORM_THREADS_FOR_VIRTUAL_ONES, "helidon-json", "--threads", "platform")) {
      checkOrders(Requests.send(service.port()));
      service.terminate();
    }
  }

  private static void checkOrders(Map<Integer, String> answers) {
    assertThat(answers).hasSize(Requests.COUNT);
    answers.forEach((number, answer) ->
        assertThat(answer)
            .startsWith("{\"number\":" + number + ",")
            .contains("{\"article\":\"tea\",\"pieces\":" + (1 + number % 3))
            .endsWith("{\"article\":\"sugar\",\"pieces\":1,\"cents\":89}]}"));
  }

  @ParameterizedTest
  @EnumSource
  void theGatewayJoinsTheAnswersOfItsFiveBackEndsAndTheyEndWithIt(Side side) throws Exception {
    try (ServiceProcess service = ServiceProcess.start(side, "gateway")) {
      Map<Integer, String> answers = Requests.send(service.port());
      assertThat(answers).hasSize(Requests.COUNT);
      answers.forEach((number, answer) -> {
        String parts =
            List.of("customer", "stock", "price", "discount", "delivery").stream()
                .map(name -> "{\"backEnd\":\"%s\",\"number\":%d}".formatted(name, number))
                .reduce("%s,%s"::formatted)
                .orElseThrow();
        assertThat(answer).isEqualTo("{\"number\":%d,\"parts\":[%s]}".formatted(number, parts));
      });
      service.runsOn(side);
      assertThat(service.companions())
          .singleElement()
          .asString()
          .contains("BackEnds")
          .doesNotContain("smolscale.args");
      service.terminate();
    }
  }

  @Test
  void theBackEndsEndEvenIfTheGatewayIsKilled() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(Side.JDK, "gateway")) {
      service.port();
      assertThat(service.companions()).hasSize(1);
      service.kill();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachMessageGetsAPlaceOfItsOwnInTheLog(Side side) throws Exception {
    try (ServiceProcess service = ServiceProcess.start(side, "pipeline")) {
      Map<Integer, String> answers = Requests.send(service.port());
      Pattern kept = Pattern.compile("\\{\"number\":(\\d+),\"offset\":(\\d+)}");
      answers.forEach((number, answer) -> {
        Matcher matcher = kept.matcher(answer);
        assertThat(matcher.matches()).as(answer).isTrue();
        assertThat(matcher.group(1)).isEqualTo(number.toString());
      });
      assertThat(answers.values().stream().map(answer -> answer.split(":", -1)[2]).distinct())
          .as("offsets")
          .hasSize(Requests.COUNT)
          .contains("0}", (Requests.COUNT - 1) + "}");
      service.runsOn(side);
      service.endInput();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--threads loop", "--threads platform", "--loops inside"})
  void aSettingThatHelidonDoesNotHaveIsRefusedWithASentence(String words) throws Exception {
    String[] word = words.split(" ", -1);
    ServiceProcess.Ended ended = ServiceProcess.run("helidon-json", word[0], word[1]);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith(words + ": Helidon ");
  }
}
