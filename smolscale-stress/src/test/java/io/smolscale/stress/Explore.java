package io.smolscale.stress;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;

/// How much of the interleavings of a small program Lincheck looks at. It goes by the number of
/// times that threads are switched, few first; so the short form covers what two or three switches
/// can break, and `smolscale.effort` adds to that.
///
/// It explores interleavings of whole steps, as if memory were sequentially consistent: what weaker
/// accesses allow on top of that is for the litmus tests.
final class Explore {
  private static final int EFFORT = Integer.getInteger("smolscale.effort", 1);

  /// Lincheck passes the turn from thread to thread, and calls it a deadlock when a turn does not
  /// end in its ten seconds. On a machine that has better things to do, that can happen.
  private static final long PATIENCE_MILLIS = 60_000;

  /// How long a test may take: the turns of three threads on two busy cores can take long, and what
  /// hangs for good Lincheck finds by itself.
  static final int MINUTES = 10;

  private Explore() {}

  /// Random programs with so many threads and operations in each, to be compared with a sequential
  /// specification.
  static ModelCheckingOptions random(int threads, int operations) {
    return new ModelCheckingOptions()
        .threads(threads)
        .actorsPerThread(operations)
        .actorsBefore(2)
        .actorsAfter(1)
        .iterations(6 * EFFORT)
        .invocationsPerIteration(300 * EFFORT)
        .invocationTimeout$lincheck(PATIENCE_MILLIS);
  }

  /// One program, whose end the model itself judges.
  ///
  /// @param threads what each thread does: names of the model's operations, with spaces between
  static ModelCheckingOptions program(Class<?> model, String... threads) {
    List<List<Actor>> actors =
        Arrays.stream(threads)
            .map(
                thread -> Arrays.stream(thread.split(" ")).map(name -> actor(model, name)).toList())
            .toList();
    return new ModelCheckingOptions()
        .addCustomScenario(new ExecutionScenario(List.of(), actors, List.of(), null))
        .iterations(0)
        .invocationsPerIteration(500 * EFFORT)
        .invocationTimeout$lincheck(PATIENCE_MILLIS)
        .verifier(EpsilonVerifier.class)
        .minimizeFailedScenario(false);
  }

  private static Actor actor(Class<?> model, String name) {
    try {
      Method method = model.getMethod(name);
      return new Actor(method, List.of());
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
