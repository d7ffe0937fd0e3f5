package io.smolscale.bench.workload;

import com.softwaremill.jox.Channel;
import java.util.concurrent.BlockingQueue;

/// What messages travel on: a queue of the JDK's, or a channel.
///
/// @param <T> the messages
interface Line<T> {
  /// Sends one, and waits if there is no room.
  void put(T message) throws InterruptedException;

  /// Waits for one.
  T take() throws InterruptedException;

  /// A queue.
  static <T> Line<T> of(BlockingQueue<T> queue) {
    return new Line<>() {
      @Override
      public void put(T message) throws InterruptedException {
        queue.put(message);
      }

      @Override
      public T take() throws InterruptedException {
        return queue.take();
      }
    };
  }

  /// A Jox channel.
  static <T> Line<T> of(Channel<T> channel) {
    return new Line<>() {
      @Override
      public void put(T message) throws InterruptedException {
        channel.send(message);
      }

      @Override
      public T take() throws InterruptedException {
        return channel.receive();
      }
    };
  }
}
