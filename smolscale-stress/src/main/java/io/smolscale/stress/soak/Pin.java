package io.smolscale.stress.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/// What still keeps a virtual thread on its worker on JDK 25: blocking in a class initialiser,
/// which runs under a native frame, and waiting for one that another thread runs. Each pin is a
/// class of its own, because a class is initialised once.
final class Pin {
  private static final byte[] MOULD = mould();

  private final MethodHandles.Lookup lookup;

  /// @param body what to do in the initialiser
  Pin(Runnable body) {
    try {
      lookup = MethodHandles.lookup().defineHiddenClassWithClassData(MOULD, body, false);
    } catch (IllegalAccessException e) {
      throw new LinkageError("a hidden class of our own package", e);
    }
  }

  /// Runs the initialiser, pinned, or waits, pinned, until another thread has run it.
  void enter() {
    try {
      lookup.ensureInitialized(lookup.lookupClass());
    } catch (IllegalAccessException e) {
      throw new LinkageError("a class of our own", e);
    }
  }

  private static byte[] mould() {
    String name = Initializer.class.getSimpleName() + ".class";
    try (InputStream in = Initializer.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
