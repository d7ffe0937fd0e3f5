package io.smolscale.services.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.services.Requests;
import io.smolscale.services.ServiceProcess;
import io.smolscale.services.Side;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpringIT {
  private static final String POLLER = "http-nio-127.0.0.1-auto-1-Poller";

  @ParameterizedTest
  @CsvSource({
    "JDK, virtual, own",
    "JDK, virtual, inside",
    "JDK, platform, own",
    "SMOLSCALE, virtual, own",
    "SMOLSCALE, virtual, inside",
    "SMOLSCALE, platform, own",
  })
  void eachOrderIsAnsweredAsJson(Side side, String threads, String loops) throws Exception {
    try (ServiceProcess service =
        ServiceProcess.start(side, "spring-json", "--threads", threads, "--loops", loops)) {
      Map<Integer, String> answers = Requests.send(service.port());
      assertThat(answers).hasSize(Requests.COUNT);
      answers.forEach((number, answer) ->
          assertThat(answer)
              .startsWith("{\"number\":" + number + ",")
              .contains("{\"article\":\"tea\",\"pieces\":" + (1 + number % 3))
              .endsWith("{\"article\":\"sugar\",\"pieces\":1,\"cents\":89}]}"));
      if (threads.equals("virtual")) {
        service.runsOn(side);
      }
      assertThat(service.jcmd("Thread.print").contains(POLLER))
          .as("the loop is a platform thread")
          .isEqualTo(side == Side.JDK || loops.equals("own"));
      service.endInput();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "JDK, virtual, own",
    "JDK, platform, own",
    "SMOLSCALE, virtual, own",
    "SMOLSCALE, virtual, inside",
  })
  void theDatabaseAnswersTenQueriesForEachRequestAndEndsWithTheService(
      Side side, String threads, String loops) throws Exception {
    assumeThatThereIsAPostgres();
    try (ServiceProcess service =
        ServiceProcess.start(side, "spring-jdbc", "--threads", threads, "--loops", loops)) {
      Map<Integer, String> answers = Requests.send(service.port());
      assertThat(answers).hasSize(Requests.COUNT);
      answers.forEach((number, answer) ->
          assertThat(answer)
              .startsWith("{\"number\":%d,\"articles\":[{\"id\":%d,".formatted(number, number))
              .endsWith(
                  "{\"id\":%1$d,\"name\":\"article %1$d\",\"pieces\":%2$d}]}"
                      .formatted(number + 9, (number + 9) % 100)));
      assertThat(service.companions()).anySatisfy(name -> assertThat(name).contains("postgres"));
      service.terminate();
    }
  }

  @Test
  void theDatabaseEndsEvenIfTheServiceIsKilled() throws Exception {
    assumeThatThereIsAPostgres();
    try (ServiceProcess service = ServiceProcess.start(Side.JDK, "spring-jdbc")) {
      service.port();
      assertThat(service.companions()).anySatisfy(name -> assertThat(name).contains("postgres"));
      service.kill();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "loop, own, --threads loop: ",
    "platform, inside, --loops inside: ",
  })
  void aSettingThatSpringDoesNotHaveIsRefusedWithASentence(
      String threads, String loops, String sentence) throws Exception {
    ServiceProcess.Ended ended =
        ServiceProcess.run("spring-json", "--threads", threads, "--loops", loops);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith(sentence);
  }

  private static void assumeThatThereIsAPostgres() throws Exception {
    assumeThat(System.getProperty("os.name")).as("there is a PostgreSQL for it").isEqualTo("Linux");
    if (System.getProperty("user.name").equals("root")) { // as whom PostgreSQL refuses to run
      Process unshare = new ProcessBuilder("unshare", "-U", "true").start();
      assumeThat(unshare.waitFor()).as("root may become somebody else").isZero();
    }
  }
}
