package io.smolscale.bench.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/// A class whose initialiser waits, any number of times.
///
/// A class is initialised once, so each call makes another one of the same code.
final class Initializer {
  private static final Queue<BooleanSupplier> ENDS = new ConcurrentLinkedQueue<>();

  private Initializer() {}

  static void hold(BooleanSupplier over) {
    ENDS.add(over);
    try (InputStream code = Initializer.class.getResourceAsStream("Initializer$Waits.class")) {
      if (code == null) {
        throw new IllegalStateException("the class file of Initializer.Waits is missing");
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
    final BooleanSupplier over = ENDS.remove();
    while (!over.getAsBoolean()) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @SuppressWarnings("unused") // made by the bytes of its class file
  private static final class Waits {
    static {
      await();
    }
  }
}
