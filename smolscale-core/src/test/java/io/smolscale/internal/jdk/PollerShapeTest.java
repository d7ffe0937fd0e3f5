package io.smolscale.internal.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The shape of the JDK's pollers, as it is and as later JDKs have it. The classes are played.
class PollerShapeTest {
  private final Map<String, Class<?>> played = new HashMap<>();

  private Class<?> named(String name) throws ClassNotFoundException {
    Class<?> there = played.get(name);
    return there != null ? there : Class.forName(name, false, null);
  }

  @Test
  void thisJdkHasIt() {
    assertThatCode(() -> PollerShape.check(new PollerShape.OfJdk())).doesNotThrowAnyException();
  }

  @Test
  void aGroupOfPollersIsAnother() {
    played.put(PollerShape.POLLER, WithGroup.class);
    assertRefused("WithGroup has no field POLLERS");
  }

  @Test
  void pollersThatAreNoArraysAreAnother() {
    played.put(PollerShape.POLLER, WithLists.class);
    assertRefused("no place for pollers in readPollers");
  }

  @Test
  void pollersInARecordAreAnother() {
    played.put(PollerShape.POLLER, WithRecord.class);
    assertRefused("no place for pollers in readPollers");
  }

  @Test
  void aPollerThatDoesNotCountIsAnother() {
    played.put(PollerShape.POLLER, WithoutCount.class);
    assertRefused("no method registered");
  }

  @Test
  void anEpollPollerThatIsMadeOtherwiseIsAnother() {
    played.put("sun.nio.ch.EPollPoller", MadeOtherwise.class);
    assertRefused("MadeOtherwise has no constructor");
  }

  @Test
  void aCallThatReturnsSomethingElseIsAnother() {
    played.put("sun.nio.ch.EventFD", OtherEvent.class);
    assertRefused("OtherEvent has no method efd");
  }

  @Test
  void aMissingClassIsRefusedWithItsName() {
    Seam<?> seam =
        Seam.reach(
            Need.SOCKETS,
            () -> {
              PollerShape.check(name -> {
                throw new ClassNotFoundException(name);
              });
              return true;
            });
    assertThat(((Seam.Refused<?>) seam).reason()).contains(Need.SOCKETS.what(), PollerShape.POLLER);
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> PollerShape.check(this::named))
        .isInstanceOf(ReflectiveOperationException.class)
        .hasMessageContaining("another shape")
        .hasMessageContaining(why);
    assertThat(INITIALISED).as("nothing was initialised").isEmpty();
  }

  // ---- the played classes

  private static final Map<String, Boolean> INITIALISED = new HashMap<>();

  private static <T> T init(T value) {
    INITIALISED.put("one of them", true);
    return value;
  }

  /// As in `openjdk/loom`.
  @SuppressWarnings("unused")
  private static class WithGroup {
    private static final Object POLLER_GROUP = init(new Object());

    int fdVal() {
      return 0;
    }

    void polled(int descriptor) {}
  }

  @SuppressWarnings("unused")
  private static class WithLists {
    private static final Lists POLLERS = init(new Lists());

    static class Lists {
      final List<WithLists> readPollers = List.of();
      final List<WithLists> writePollers = List.of();
    }
  }

  @SuppressWarnings({"unused", "ArrayRecordComponent"})
  private static class WithRecord {
    private static final Both POLLERS = init(new Both(new WithRecord[0], new WithRecord[0]));

    record Both(WithRecord[] readPollers, WithRecord[] writePollers) {}
  }

  @SuppressWarnings("unused")
  private static class WithoutCount {
    private static final Arrays POLLERS = init(new Arrays());

    static class Arrays {
      final WithoutCount[] readPollers = {};
      final WithoutCount[] writePollers = {};
    }

    int fdVal() {
      return 0;
    }
  }

  @SuppressWarnings("unused")
  private static class MadeOtherwise {
    MadeOtherwise(Object mode, boolean subPoller, boolean read) {}
  }

  @SuppressWarnings("unused")
  private static class OtherEvent {
    long efd() {
      return 0;
    }
  }
}
