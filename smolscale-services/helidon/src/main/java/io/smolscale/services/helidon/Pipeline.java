package io.smolscale.services.helidon;

import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.smolscale.services.Service.Running;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/// A service that keeps messages, as a log of Kafka's does: it answers when the disk has the
/// message of the request.
///
/// A message goes through three bounded queues. Encoders make records of the messages, a writer
/// appends all records that have come meanwhile and forces them to the disk as one batch, and an
/// acknowledger tells the requests that wait.
final class Pipeline implements AutoCloseable {
  private static final int CAPACITY = 1_024;
  private static final int BATCHES = 4;
  private static final int ENCODERS = 2;
  private static final int RECORD_BYTES = 128;
  private static final long PATIENCE_SECONDS = 5;

  private final BlockingQueue<Message> messages = new ArrayBlockingQueue<>(CAPACITY);
  private final BlockingQueue<Encoded> records = new ArrayBlockingQueue<>(CAPACITY);
  private final BlockingQueue<Batch> written = new ArrayBlockingQueue<>(BATCHES);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LogFile file = new LogFile();

  private Pipeline() throws IOException {
    for (int i = 0; i < ENCODERS; i++) {
      run(this::encode);
    }
    run(this::write);
    run(this::acknowledge);
  }

  static Running start() throws IOException {
    Pipeline pipeline = new Pipeline();
    WebServer server = WorkServer.start((number, response) -> response.send(pipeline.keep(number)));
    return new Running(
        server.port(),
        () -> {
          server.stop();
          pipeline.close();
        });
  }

  /// What it answers with.
  record Kept(long number, long offset) {}

  private record Encoded(Message message, ByteBuffer bytes) {}

  private record Batch(List<Message> messages, long firstOffset) {}

  /// Keeps a message, and returns when it is safe.
  private Kept keep(long number) throws Exception {
    Message message = new Message(number);
    if (!messages.offer(message, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new HttpException("the queue of messages is full", Status.SERVICE_UNAVAILABLE_503);
    }
    return new Kept(number, message.offset().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private void encode() throws InterruptedException {
    Message message = messages.take();
    ByteBuffer bytes = ByteBuffer.allocate(RECORD_BYTES);
    bytes.position(Integer.BYTES).putLong(message.number()).rewind();
    CRC32C sum = new CRC32C();
    sum.update(bytes.array(), Integer.BYTES, RECORD_BYTES - Integer.BYTES);
    bytes.putInt(0, (int) sum.getValue());
    records.put(new Encoded(message, bytes));
  }

  private void write() throws InterruptedException {
    List<Encoded> batch = new ArrayList<>();
    batch.add(records.take());
    records.drainTo(batch, CAPACITY - 1);
    List<Message> theirs = batch.stream().map(Encoded::message).toList();
    try {
      long offset = file.append(batch.stream().map(Encoded::bytes).toList());
      written.put(new Batch(theirs, offset));
    } catch (IOException e) {
      theirs.forEach(message -> message.offset().completeExceptionally(e));
    }
  }

  private void acknowledge() throws InterruptedException {
    Batch batch = written.take();
    long offset = batch.firstOffset();
    for (Message message : batch.messages()) {
      message.offset().complete(offset);
      offset++;
    }
  }

  /// Runs a step again and again, on a thread of its own, until the end.
  private void run(Step step) {
    threads.execute(() -> {
      try {
        while (true) {
          step.run();
        }
      } catch (InterruptedException e) {
        // The service ends.
      }
    });
  }

  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  /// Ends the threads, and deletes the file.
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    file.close();
  }
}
