package io.smolscale.cli.pods;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/// Classes whose initialisers wait, as those do that read a file or ask a name server. Whoever
/// first uses such a class waits on the stack of the JVM, and cannot leave its carrier.
final class SlowClasses {
  private static final int THREADS = 300;
  private static final int WAIT_MILLIS = 100;

  private SlowClasses() {}

  /// Starts as many threads as a framework starts in its first second, with a class for each.
  static void storm() {
    for (int i = 0; i < THREADS; i++) {
      Bystander.start(() -> initialise(Waits.class));
    }
  }

  /// Initialises another copy of this class of ours: a class is initialised once.
  static void initialise(Class<?> like) {
    String file = like.getName().substring(like.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream code = SlowClasses.class.getResourceAsStream(file)) {
      if (code == null) {
        throw new IllegalStateException("there is no " + file);
      }
      MethodHandles.lookup().defineHiddenClass(code.readAllBytes(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  // Not private: a hidden class is no nestmate of ours.
  static void await() {
    try {
      Thread.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unused") // made by the bytes of its class file
  private static final class Waits {
    static {
      await();
    }
  }
}
