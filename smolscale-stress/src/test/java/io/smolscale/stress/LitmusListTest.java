package io.smolscale.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.runners.TestList;

/// What jcstress would otherwise pass over in silence, and with exit code 0.
class LitmusListTest {
  private final Collection<String> litmusTests = TestList.tests();

  @Test
  void theAnnotationProcessorListedThem() {
    assertThat(litmusTests).isNotEmpty();
  }

  @Test
  void twoCoresAreEnoughForEach() {
    assertThat(litmusTests)
        .as("jcstress skips a test that has more actors than there are cores; CI has two")
        .allMatch(name -> TestList.getInfo(name).threads() <= 2);
  }
}
