package io.smolscale.samples.cluster;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;

/// Sends additions to the counters, from outside of the cluster, at a rate that a clock sets. One
/// at a time to each counter; one that is not acknowledged within a second is sent again, to the
/// next node, for as long as it takes.
final class Load implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(5);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong again = new AtomicLong();
  private final ActorSystem system;
  private final ActorRef sender;

  /// @param ports of the nodes
  /// @param counters how many there are
  /// @param rate additions a second
  Load(List<String> ports, int counters, int rate) {
    system =
        ActorSystem.create(
            "load",
            ConfigFactory.parseString(
                    """
                    pekko.actor.provider = remote
                    pekko.loglevel = OFF
                    pekko.stdout-loglevel = OFF
                    pekko.remote.artery.canonical.port = 0
                    pekko.cluster.seed-nodes = []
                    """)
                .withFallback(ConfigFactory.parseResources("cluster.conf"))
                .withFallback(ConfigFactory.load())
                .resolve());
    sender =
        system.actorOf(Props.create(Sender.class, () -> new Sender(ports, counters, rate)), "all");
  }

  /// How many additions have been acknowledged, each once.
  long acknowledged() {
    return acknowledged.get();
  }

  /// How many have been sent again.
  long again() {
    return again.get();
  }

  /// Sends nothing new, and completes with the last acknowledged addition of each counter when none
  /// is left.
  CompletableFuture<Map<String, Long>> stop() {
    CompletableFuture<Map<String, Long>> done = new CompletableFuture<>();
    sender.tell(new Stop(done), ActorRef.noSender());
    return done;
  }

  /// Asks each counter what it has counted. After [#stop].
  CompletableFuture<Map<String, State>> ask() {
    CompletableFuture<Map<String, State>> done = new CompletableFuture<>();
    sender.tell(new Ask(done), ActorRef.noSender());
    return done;
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private record Stop(CompletableFuture<Map<String, Long>> done) {}

  private record Ask(CompletableFuture<Map<String, State>> done) {}

  private enum Tick {
    TICK
  }

  /// What the sender knows of a counter.
  private static final class Account {
    private final String name;
    private long sent;
    private long acknowledged;
    private long lastSent; // nanoTime
    private long tries;

    private Account(String name) {
      this.name = name;
    }

    private boolean waits() {
      return sent > acknowledged;
    }
  }

  private final class Sender extends AbstractActorWithTimers {
    private final List<ActorSelection> gates = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final Map<String, Account> byName = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final double perNano;
    private long last = System.nanoTime();
    private double due;
    private int next;
    private CompletableFuture<Map<String, Long>> stopped = new CompletableFuture<>();
    private CompletableFuture<Map<String, State>> told = new CompletableFuture<>();
    private boolean stopping;
    private boolean asking;

    private Sender(List<String> ports, int counters, int rate) {
      perNano = rate / 1e9;
      for (String port : ports) {
        gates.add(getContext().actorSelection(Node.address(port) + "/user/" + Node.GATE));
      }
      for (int i = 0; i < counters; i++) {
        Account account = new Account(String.valueOf(i));
        accounts.add(account);
        byName.put(account.name, account);
      }
      getTimers().startTimerAtFixedRate(Tick.TICK, Tick.TICK, TICK);
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(Tick.class, _ -> tick())
          .match(String.class, this::answer)
          .match(Stop.class, this::stop)
          .match(Ask.class, this::ask)
          .build();
    }

    private void tick() {
      long now = System.nanoTime();
      due = stopping ? 0 : due + (now - last) * perNano;
      last = now;
      // A counter that waits for its node is passed over: nobody makes up for it afterwards.
      for (int tried = 0; due >= 1 && tried < accounts.size(); tried++) {
        Account account = accounts.get(next);
        next = (next + 1) % accounts.size();
        if (!account.waits()) {
          account.sent++;
          account.tries = 0;
          send(account, account.sent, now);
          due--;
        }
      }
      due = Math.min(due, 1);
      for (Account account : accounts) {
        if (isOpen(account) && now - account.lastSent > AGAIN_NANOS) {
          account.tries++;
          if (!asking) {
            again.incrementAndGet();
          }
          send(account, asking ? 0 : account.sent, now);
        }
      }
    }

    private boolean isOpen(Account account) {
      return asking ? !states.containsKey(account.name) : account.waits();
    }

    private void send(Account account, long sequence, long now) {
      account.lastSent = now;
      int gate = (int) ((account.name.hashCode() + account.tries) % gates.size());
      gates.get(gate).tell(new Add(account.name, sequence).encode(), getSelf());
    }

    private void answer(String message) {
      if (asking) {
        tell(message);
        return;
      }
      Add add = Add.decode(message);
      Account account = byName.get(add.counter());
      if (account != null && account.waits() && add.sequence() == account.sent) {
        account.acknowledged = account.sent;
        acknowledged.incrementAndGet();
        endIfDone();
      }
    }

    private void stop(Stop stop) {
      stopping = true;
      stopped = stop.done();
      endIfDone();
    }

    private void endIfDone() {
      if (stopping && accounts.stream().noneMatch(Account::waits)) {
        Map<String, Long> all = new HashMap<>();
        accounts.forEach(account -> all.put(account.name, account.acknowledged));
        stopped.complete(all);
      }
    }

    private void ask(Ask ask) {
      asking = true;
      told = ask.done();
      long now = System.nanoTime();
      accounts.forEach(account -> send(account, 0, now));
    }

    private void tell(String message) {
      String[] words = message.split(" ", -1);
      if (words.length == 3) { // and no acknowledgement that was late
        states.put(words[0], State.decode(words[1] + " " + words[2]));
        if (states.size() == accounts.size()) {
          told.complete(Map.copyOf(states));
        }
      }
    }
  }
}
