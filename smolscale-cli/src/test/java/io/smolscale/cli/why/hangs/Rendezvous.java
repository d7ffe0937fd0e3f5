package io.smolscale.cli.why.hangs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/// Threads that hand something over, and nobody takes it.
public final class Rendezvous {
  private static final int SENDERS = 3;

  private Rendezvous() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    SynchronousQueue<String> desk = new SynchronousQueue<>();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Thread.ofVirtual().name("sender-" + i).start(() -> send(desk)));
    }
    System.out.println("ready");
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private static void send(SynchronousQueue<String> desk) {
    try {
      desk.put("parcel");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
