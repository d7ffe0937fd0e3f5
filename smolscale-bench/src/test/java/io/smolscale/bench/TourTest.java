package io.smolscale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TourTest {
  private static final long MANY_FILES = 1_000_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 96})
  void everyStepIsThereOnceWithContendersThatCanRunIt(int cores) {
    Tour tour = Tour.of(cores, MANY_FILES);
    assertThat(names(tour)).doesNotHaveDuplicates();
    assertThat(tour.notes()).isEmpty();
    assertThat(tour.steps())
        .allSatisfy(step ->
            assertThat(Contender.of(step.workload().family(), Path.of("options")))
                .extracting(Contender::name)
                .containsAll(step.contenders()));
  }

  @Test
  void coresAreDoubledUntilThereAreNoMore() {
    assertThat(names(Tour.of(12, MANY_FILES)))
        .filteredOn(name -> name.startsWith("pairs-100-cores"))
        .containsExactlyInAnyOrder(
            "pairs-100-cores-1",
            "pairs-100-cores-2",
            "pairs-100-cores-4",
            "pairs-100-cores-8",
            "pairs-100-cores-12");
    assertThat(names(Tour.of(1, MANY_FILES)))
        .filteredOn(name -> name.startsWith("pairs-100-cores"))
        .containsExactly("pairs-100-cores-1");
  }

  @Test
  void aLittleOfEverythingComesBeforeMuchOfAnything() {
    List<String> names = names(Tour.of(8, MANY_FILES));
    assertThat(names.getFirst()).isEqualTo("pairs-100-cores-8");
    assertThat(names.indexOf("http-10000")).isLessThan(names.indexOf("pairs-100-cores-1"));
    assertThat(names.indexOf("tasks-submit-16")).isLessThan(names.indexOf("submit-1"));
    assertThat(names).contains("http-connections-10000", "load-percent-5", "load-percent-80");
  }

  @Test
  void fewOpenFilesMakeFewConnectionsAndANote() {
    Tour tour = Tour.of(2, 1_024);
    assertThat(names(tour))
        .contains("http-connections-824", "http-connections-100")
        .doesNotContain("http-connections-1000", "http-connections-10000");
    assertThat(tour.notes()).singleElement().asString().contains("824", "1,024 open files");
  }

  private static List<String> names(Tour tour) {
    return tour.steps().stream().map(step -> step.workload().name()).toList();
  }
}
