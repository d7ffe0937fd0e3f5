package io.smolscale.tried.programs;

import io.smolscale.it.programs.Lifeline;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/// Temporal's in-process server, which skips the time that workflows sleep, and a worker with its
/// workflow threads and its activities on virtual threads. Virtual threads start workflows and wait
/// for their results.
public final class TemporalProgram {
  private static final String QUEUE = "orders";

  private TemporalProgram() {}

  /// A workflow.
  @WorkflowInterface
  public interface Order {
    /// Waits for an hour of the server's time, and then for the activity.
    @WorkflowMethod
    String place(int number);
  }

  /// An activity.
  @ActivityInterface
  public interface Stock {
    /// Reserves the item of this number.
    String reserve(int number, String thread);
  }

  /// The workflow. The worker makes one for each run.
  public static final class PlacedOrder implements Order {
    private final Stock stock =
        Workflow.newActivityStub(
            Stock.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

    @Override
    public String place(int number) {
      Workflow.sleep(Duration.ofHours(1));
      return stock.reserve(number, Thread.currentThread().toString());
    }
  }

  private record Shelf(Work work) implements Stock {
    @Override
    public String reserve(int number, String thread) {
      work.seen(thread);
      work.seen();
      return "item " + number;
    }
  }

  /// Runs it.
  public static void main(String[] args) throws Exception {
    try (Work work = Work.begin(args);
        TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance(options())) {
      Worker worker =
          server.newWorker(QUEUE, WorkerOptions.newBuilder().setUsingVirtualThreads(true).build());
      worker.registerWorkflowImplementationTypes(PlacedOrder.class);
      worker.registerActivitiesImplementations(new Shelf(work));
      server.start();
      WorkflowClient client = server.getWorkflowClient();
      work.all(number -> {
        Order order =
            client.newWorkflowStub(
                Order.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
        String item = order.place(number);
        Work.check(item.equals("item " + number), "another item for " + number + ": " + item);
      });
      System.out.println("placed: true");
    }
    Lifeline.awaitEndOfInput();
  }

  private static TestEnvironmentOptions options() {
    return TestEnvironmentOptions.newBuilder()
        .setWorkerFactoryOptions(
            WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build())
        .build();
  }
}
