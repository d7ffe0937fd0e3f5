package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.balance.Patience;
import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is helped first. With workers that have not been started, and nobody to wake.
class HelpTest {
  private final Crew crew = new Crew(new Crew.Parts(Jdk25.VM, "help", 1, 1, null, () -> 0));
  private final Help help = new Help(new Sleepers(), new Account(), new Patience());
  private final Worker shorter = workerWith(3);
  private final Worker longer = workerWith(4);

  @AfterEach
  void close() throws Exception {
    crew.close();
    Eventually.opens(crew.ended());
  }

  @Test
  void aPushDoesNotCompare() {
    help.callFor(shorter);
    help.callFor(longer);
    assertThat(help.takeBehind()).isSameAs(shorter);
  }

  @Test
  void whoLooksUpWithTheLongerRingIsHelpedFirst() {
    help.callFor(shorter);
    help.callAgainFor(longer);
    assertThat(help.takeBehind()).isSameAs(longer);
  }

  @Test
  void whoLooksUpWithTheShorterRingIsNot() {
    help.callFor(longer);
    help.callAgainFor(shorter);
    assertThat(help.takeBehind()).isSameAs(longer);
  }

  @Test
  void whoeverLooksUpFirstIsHelpedWhereNobodyHasAsked() {
    help.callAgainFor(shorter);
    assertThat(help.anyBehind()).isTrue();
    assertThat(help.takeBehind()).isSameAs(shorter);
    assertThat(help.anyBehind()).isFalse();
  }

  @Test
  void aCallThatReachesNobodyDoesNotBarTheNext() {
    assertThat(help.call()).isFalse();
    Sleepers one = new Sleepers();
    one.join(new Parker(new Thread(() -> {})));
    Help ofOne = new Help(one, new Account(), new Patience());
    assertThat(ofOne.call()).isTrue();
    assertThat(ofOne.call()).as("one is on its way").isFalse();
    ofOne.arrived();
    assertThat(ofOne.call()).as("nobody sleeps").isFalse();
  }

  private Worker workerWith(int tasks) {
    Worker worker = new Worker(crew, "help", false);
    for (int i = 0; i < tasks; i++) {
      worker.ring.push(() -> {});
    }
    return worker;
  }
}
