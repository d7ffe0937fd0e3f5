package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// One sender, many receivers, each with a queue of its own; each receiver answers.
public record ScatterGather(int receivers) implements Workload {
  private static final Object MESSAGE = new Object();
  private static final Object STOP = new Object();

  @Override
  public String name() {
    return "scatter-gather";
  }

  @Override
  public String description() {
    return "One virtual thread sends a message to each of %d others".formatted(receivers)
        + " (an ArrayBlockingQueue(1) each) and then collects their answers from one shared queue.";
  }

  @Override
  public String operation() {
    return "one message and its answer";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final BlockingQueue<Object> answers = new ArrayBlockingQueue<>(receivers);
    final List<BlockingQueue<Object>> questions = new ArrayList<>();
    final List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < receivers; i++) {
      final BlockingQueue<Object> mine = new ArrayBlockingQueue<>(1);
      questions.add(mine);
      threads.add(Threads.start(() -> answer(mine, answers)));
    }
    for (long i = 0; i < iterations; i++) {
      sendAll(questions, MESSAGE);
      for (int j = 0; j < receivers; j++) {
        answers.take();
      }
    }
    sendAll(questions, STOP);
    Threads.joinAll(threads);
    return new Outcome.Completed((double) iterations * receivers);
  }

  private static void sendAll(List<BlockingQueue<Object>> questions, Object message)
      throws InterruptedException {
    for (final BlockingQueue<Object> question : questions) {
      question.put(message);
    }
  }

  private static void answer(BlockingQueue<Object> questions, BlockingQueue<Object> answers)
      throws InterruptedException {
    for (Object message = questions.take(); message != STOP; message = questions.take()) {
      answers.put(message);
    }
  }
}
