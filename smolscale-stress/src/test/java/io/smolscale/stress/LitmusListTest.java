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
  void eachLitmusHasATwin() {
    assertThat(litmusTests.stream().filter(name -> name.endsWith("Twin")).map(this::litmus))
        .as("a test without a twin that fails is not known to be able to fail")
        .containsAll(litmusTests.stream().map(this::litmus).toList());
  }

  private String litmus(String test) {
    return test.substring(0, test.lastIndexOf('.'));
  }

  @Test
  void twoCoresAreEnoughForEach() {
    assertThat(litmusTests)
        .as("jcstress skips a test that has more actors than there are cores; CI has two")
        .allMatch(name -> TestList.getInfo(name).threads() <= 2);
  }
}
