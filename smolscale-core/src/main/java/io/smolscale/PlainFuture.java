package io.smolscale;

import io.smolscale.internal.jdk.OfClass;
import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Worker;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The future of a plain task. A plain task that waits for it holds up no other: not even where
/// there is one worker, and it waits on that for what is to run there.
final class PlainFuture<T extends @Nullable Object> extends FutureTask<T> implements OfClass {
  private final Class<?> type; // of the program's code

  PlainFuture(Callable<T> body) {
    super(body);
    type = OfClass.of(body);
  }

  PlainFuture(Runnable body, T value) {
    super(body, value);
    type = OfClass.of(body);
  }

  @Override
  public Class<?> ofClass() {
    return type;
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    Worker waits = isDone() ? null : Crew.beginWait();
    try {
      return super.get();
    } finally {
      Crew.endWait(waits);
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    Worker waits = isDone() || timeout <= 0 ? null : Crew.beginWait();
    try {
      return super.get(timeout, unit);
    } finally {
      Crew.endWait(waits);
    }
  }
}
