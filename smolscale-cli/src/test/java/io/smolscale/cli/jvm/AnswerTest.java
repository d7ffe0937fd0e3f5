package io.smolscale.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.cli.report.CommandException;
import org.junit.jupiter.api.Test;

/// What another JVM answers, as the command reads it.
class AnswerTest {
  @Test
  void anAnswerOfOurProtocolIsRead() throws Exception {
    assertThat(Channel.parse(7, "smolscale-answer 1 0.1.0\n{\"process\": 7}"))
        .containsEntry("process", 7);
  }

  @Test
  void anAnswerOfAnotherVersionNamesThatVersion() {
    assertThatThrownBy(() -> Channel.parse(7, "smolscale-answer 2 9.9.0\n{}"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("smolscale 9.9.0")
        .hasMessageContaining("protocol 2")
        .hasMessageContaining("use the command of that version");
  }

  @Test
  void anAnswerThatSaysWhyThereIsNoneIsHandedOn() {
    assertThatThrownBy(
            () -> Channel.parse(7, "smolscale-answer 1 0.1.0\n{\"error\": \"no such word\"}"))
        .isInstanceOf(CommandException.class)
        .hasMessage("process 7 does not answer: no such word");
  }

  @Test
  void somethingElseIsNoAnswer() {
    assertThatThrownBy(() -> Channel.parse(7, "hello\n{}"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("nobody understands");
  }
}
