package io.smolscale.stress;

/// Thrown out of the code under test at the point where its thread would park for good, so that it
/// stays in the state that it would park in, for an arbiter to see, and no thread hangs. The code
/// under test asks one of us a last question before it parks; the answer is this.
@SuppressWarnings("serial") // never serialized
final class Parked extends RuntimeException {
  Parked() {
    super(null, null, false, false);
  }
}
