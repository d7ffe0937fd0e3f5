package io.smolscale.internal.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeamTest {
  @Test
  void whatIsThereIsBound() {
    assertThat(Seam.reach(Need.CARRIER, () -> 42)).isEqualTo(new Seam.Bound<>(42));
  }

  @Test
  void whatIsMissingIsRefusedWithItsName() {
    Seam<?> seam = Seam.reach(Need.CARRIER, () -> Class.forName("no.such.Class"));
    assertThat(reason(seam)).contains(Need.CARRIER.what()).contains("no.such.Class");
  }

  @Test
  void whatIsClosedIsRefusedWithTheOptionThatOpensIt() {
    Seam<?> seam =
        Seam.reach(
            Need.CARRIER,
            () -> {
              throw new IllegalAccessException("closed");
            });
    assertThat(reason(seam))
        .contains(Need.CARRIER.what(), "closed", "-javaagent:smolscale.jar", OpenPackages.option());
  }

  @Test
  void whatDoesNotLinkIsRefused() {
    Seam<?> seam =
        Seam.reach(
            Need.VIRTUAL_THREAD_BUILDERS,
            () -> {
              throw new NoSuchMethodError("gone");
            });
    assertThat(reason(seam)).contains(Need.VIRTUAL_THREAD_BUILDERS.what(), "gone");
  }

  @Test
  void theOptionNamesEachPackage() {
    assertThat(OpenPackages.NAMES).isNotEmpty();
    for (String name : OpenPackages.NAMES) {
      assertThat(OpenPackages.option()).contains("--add-opens=java.base/" + name + "=ALL-UNNAMED");
    }
  }

  @Test
  void whatIsForSocketsIsNotAskedOfEverybody() {
    assertThat(OpenPackages.option()).doesNotContain("sun.nio.ch");
    Seam<?> seam =
        Seam.reach(
            Need.SOCKETS,
            () -> {
              throw new IllegalAccessException("closed");
            });
    assertThat(reason(seam)).contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
  }

  @Test
  void theSeamsAreOpenHere() {
    assertThat(Carrier.seam()).isInstanceOf(Seam.Bound.class);
    assertThat(VirtualThreadBuilders.seam()).isInstanceOf(Seam.Bound.class);
    assertThat(MountedThread.seam()).isInstanceOf(Seam.Bound.class);
  }

  private static String reason(Seam<?> seam) {
    assertThat(seam).isInstanceOf(Seam.Refused.class);
    return ((Seam.Refused<?>) seam).reason();
  }
}
