package io.smolscale.cli.top;

import io.smolscale.cli.dump.Doing;
import io.smolscale.cli.dump.Dump;
import io.smolscale.cli.dump.Frame;
import io.smolscale.cli.dump.ThreadAt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The virtual threads that began in one place of the program.
///
/// @param name the place
/// @param live how many there are
/// @param running how many of them are mounted, or could run
/// @param parked how many wait, by what for
/// @param example the stack of one that waits, if any does
record Site(String name, int live, int running, Map<Reason, Integer> parked, List<Frame> example) {
  /// What a thread may wait for.
  enum Reason {
    LOCK("lock"),
    POOL("pool"),
    SOCKET("sock"),
    TIMER("timer"),
    QUEUE("queue"),
    OTHER("other");

    private final String title;

    Reason(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  Site {
    parked = Map.copyOf(parked);
    example = List.copyOf(example);
  }

  int parked(Reason reason) {
    return parked.getOrDefault(reason, 0);
  }

  /// Returns the sites of a dump, in no order. The place where a thread began is the program's
  /// outermost frame; the dump does not tell who started it.
  static List<Site> of(Dump dump) {
    Map<String, List<ThreadAt>> bySite = new LinkedHashMap<>();
    for (ThreadAt thread : dump.threads()) {
      if (thread.virtual()) {
        bySite.computeIfAbsent(beginningOf(thread), _ -> new ArrayList<>()).add(thread);
      }
    }
    List<Site> sites = new ArrayList<>();
    bySite.forEach((name, threads) -> sites.add(of(name, threads)));
    return sites;
  }

  private static Site of(String name, List<ThreadAt> threads) {
    int running = 0;
    Map<Reason, Integer> parked = new LinkedHashMap<>();
    List<Frame> example = List.of();
    for (ThreadAt thread : threads) {
      if (thread.state().equals("RUNNABLE")) {
        running++;
      } else {
        parked.merge(reasonOf(thread), 1, Integer::sum);
        example = thread.stack();
      }
    }
    return new Site(
        name,
        threads.size(),
        running,
        parked,
        example.isEmpty() ? threads.getFirst().stack() : example);
  }

  /// A lambda's name is of no use, so what it calls gives the name, where that is the program's.
  private static String beginningOf(ThreadAt thread) {
    List<Frame> stack = thread.stack();
    Frame lambda = null;
    for (int i = stack.size() - 1; i >= 0; i--) {
      Frame frame = stack.get(i);
      if (frame.isMachinery() || frame.type().contains("$$Lambda")) {
        if (lambda != null) {
          break;
        }
      } else if (frame.method().startsWith("lambda$")) {
        lambda = frame;
      } else {
        return frame.simpleType() + "." + frame.method();
      }
    }
    if (lambda != null) {
      return lambda.simpleType()
          + "."
          + lambda.method().replaceAll("^lambda\\$(\\w+)\\$(\\d+)$", "$1 (lambda $2)");
    }
    return stack.isEmpty() ? "(not begun)" : "(the JDK)";
  }

  private static Reason reasonOf(ThreadAt thread) {
    Doing.Role role = Doing.of(thread).role();
    if (thread.waitsForATime() && role == Doing.Role.RESULT) {
      return Reason.TIMER;
    }
    return switch (role) {
      case LOCK -> Reason.LOCK;
      case POOL -> Reason.POOL;
      case OUTSIDE -> Reason.SOCKET;
      case SLEEP -> Reason.TIMER;
      case CONSUMER, MEETING -> Reason.QUEUE;
      case RESULT, IDLE, RUNS -> Reason.OTHER;
    };
  }
}
