package io.smolscale.internal.jdk;

import java.util.List;

/// What came of reaching for something inside the JDK.
///
/// @param <T> what the seam gives
public sealed interface Seam<T> {
  /// It is there.
  ///
  /// @param value what it gives
  record Bound<T>(T value) implements Seam<T> {}

  /// It is not there.
  ///
  /// @param reason why, and which option brings it
  record Refused<T>(String reason) implements Seam<T> {}

  /// What it gives.
  ///
  /// @throws UnsupportedOperationException when it is refused, with what opens it
  default T orThrow() {
    if (this instanceof Bound<T>(T value)) {
      return value;
    }
    throw new UnsupportedOperationException(((Refused<T>) this).reason());
  }

  /// Reaches for something, and turns what is thrown into a reason.
  static <T> Seam<T> reach(Need need, Reach<T> reach) {
    if (need.isRefusedForTest()) {
      return new Refused<>(
          "%s: refused by -D%s=%s; leave that out"
              .formatted(need.what(), Need.REFUSE, System.getProperty(Need.REFUSE)));
    }
    try {
      return new Bound<>(reach.get());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return new Refused<>(need.what() + ": " + e.getMessage() + hint(e, need.packages()));
    }
  }

  private static String hint(Throwable e, List<String> packages) {
    boolean closed = e instanceof IllegalAccessException || e instanceof RuntimeException;
    return closed && !packages.isEmpty()
        ? "; open it with -javaagent:smolscale.jar or " + OpenPackages.option(packages)
        : "";
  }

  /// Something that may fail as reflection does.
  ///
  /// @param <T> what it gives
  interface Reach<T> {
    /// Reaches for it.
    T get() throws ReflectiveOperationException;
  }
}
