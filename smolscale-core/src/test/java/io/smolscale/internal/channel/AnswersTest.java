package io.smolscale.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Questions that make no sense here, and one that does.
class AnswersTest {
  @Test
  void aQuestionOfAnotherProtocolIsAnsweredWithOurs() {
    assertThat(Answers.to("smolscale-question 2\nstats\n"))
        .contains("\"error\"", "answers questions of protocol 1, and not of 2");
  }

  @Test
  void somethingElseIsNoQuestion() {
    assertThat(Answers.to("")).contains("this is no question to smolscale");
    assertThat(Answers.to("hello\nstats\n")).contains("this is no question to smolscale");
  }

  @Test
  void anUnknownWordIsAnsweredWithThoseThatAreKnown() {
    assertThat(Answers.to("smolscale-question 1\nmoon\n"))
        .contains("knows nothing of \\\"moon\\\"", "stats", "holders");
  }

  @Test
  void aSettingThatIsNoNumberIsNamed() {
    assertThat(Answers.to("smolscale-question 1\nstack\nworker=first\n"))
        .contains("the setting worker must be a number, and is \\\"first\\\"");
  }

  @Test
  void statsAreToldWhereThereIsNoScheduler() {
    assertThat(Answers.to("smolscale-question 1\nstats\n")).contains("\"schedulers\": ");
  }
}
