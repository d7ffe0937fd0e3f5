package io.smolscale.samples;

import io.smolscale.Smolscale;
import io.smolscale.Task;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// An actor: a virtual thread with a mailbox. Only that thread touches the balance, one message
/// after the other, so there is no lock and nothing is volatile.
public final class Account implements AutoCloseable {
  // quote
  private sealed interface Message {
    record Deposit(long cents) implements Message {}

    record Withdraw(long cents, CompletableFuture<Boolean> done) implements Message {}

    record Balance(CompletableFuture<Long> answer) implements Message {}
  }

  private final BlockingQueue<Message> mailbox = new LinkedBlockingQueue<>();
  private final Task<?> actor = Smolscale.spawn("account", this::run);
  private long balance; // the actor's own

  private Object run() throws InterruptedException {
    while (true) {
      switch (mailbox.take()) {
        case Message.Deposit(long cents) -> balance += cents;
        case Message.Withdraw(long cents, CompletableFuture<Boolean> done) -> {
          boolean enough = cents <= balance;
          balance -= enough ? cents : 0;
          done.complete(enough);
        }
        case Message.Balance(CompletableFuture<Long> answer) -> answer.complete(balance);
      }
    }
  }

  /// Puts money in; does not wait.
  public void deposit(long cents) {
    mailbox.add(new Message.Deposit(cents));
  }

  /// Takes money out, if there is enough; waits for the answer.
  public boolean withdraw(long cents) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    mailbox.add(new Message.Withdraw(cents, done));
    return done.join();
  }

  /// How much is there, after all messages that came before this one.
  public long balance() {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    mailbox.add(new Message.Balance(answer));
    return answer.join();
  }

  /// Stops the actor; what is still in the mailbox is dropped.
  @Override
  public void close() {
    actor.cancel();
  }

  // end

  /// Runs it.
  public static void main(String[] args) {
    try (Account account = new Account()) {
      for (int i = 0; i < 1_000; i++) {
        account.deposit(100);
      }
      System.out.println("enough for a car: " + account.withdraw(2_000_000));
      System.out.println("enough for a bicycle: " + account.withdraw(60_000));
      System.out.println("left: " + account.balance());
    }
  }
}
