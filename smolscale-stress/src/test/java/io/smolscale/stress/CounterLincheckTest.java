package io.smolscale.stress;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/// The smallest example of a Lincheck test: every interleaving of a counter has a sequential
/// explanation.
public class CounterLincheckTest {
  private final AtomicInteger counter = new AtomicInteger();

  @Operation
  public int increment() {
    return counter.incrementAndGet();
  }

  @Operation
  public int get() {
    return counter.get();
  }

  @Test
  void linearizable() {
    new ModelCheckingOptions()
        .iterations(10)
        .threads(2)
        .actorsPerThread(2)
        .check(CounterLincheckTest.class);
  }
}
