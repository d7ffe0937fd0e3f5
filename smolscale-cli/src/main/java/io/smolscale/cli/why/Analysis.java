package io.smolscale.cli.why;

import io.smolscale.cli.dump.Doing;
import io.smolscale.cli.dump.Frame;
import io.smolscale.cli.dump.ThreadAt;
import io.smolscale.cli.why.Finding.Kind;
import io.smolscale.cli.why.Finding.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out from the evidence what keeps threads from going on. A function: it asks nobody.
final class Analysis {
  private static final double BURNS = 0.8; // of the time it had a processor, or waited for one
  private static final double BURNS_AT_LEAST = 0.1; // of a core
  private static final int MOST_PARTS = 8; // threads of one finding whose stacks are shown

  private final Evidence evidence;
  private final Map<Long, Wait> waits = new LinkedHashMap<>(); // by who waits, those that last
  private final Map<Long, Doing> doing = new LinkedHashMap<>();

  private Analysis(Evidence evidence) {
    this.evidence = evidence;
    for (ThreadAt thread : evidence.threads()) {
      doing.put(thread.id(), Doing.of(thread));
      if (evidence.isStill(thread)) {
        Wait.of(thread, evidence).ifPresent(wait -> waits.put(thread.id(), wait));
      }
    }
  }

  /// Returns the findings, the gravest first; none if nothing is found.
  static List<Finding> of(Evidence evidence) {
    Analysis analysis = new Analysis(evidence);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(analysis.cycles());
    findings.addAll(analysis.noCarrier());
    findings.addAll(analysis.emptyPools());
    findings.addAll(analysis.meetings());
    findings.addAll(analysis.held());
    findings.addAll(analysis.burners());
    if (findings.isEmpty()) {
      findings.addAll(analysis.noAnswer());
    }
    return findings.stream()
        .sorted(
            Comparator.comparing((Finding finding) -> !finding.certain())
                .thenComparing(Finding::kind)
                .thenComparing(Comparator.comparingInt(Finding::affected).reversed()))
        .toList();
  }

  // ---- who waits for whom

  private Optional<ThreadAt> holderOf(ThreadAt thread) {
    return Optional.ofNullable(waits.get(thread.id())).flatMap(Wait::holder);
  }

  /// The last of those for whom a thread waits, one behind the other; itself if it waits for none.
  private ThreadAt rootOf(ThreadAt thread) {
    Set<Long> seen = new HashSet<>();
    ThreadAt at = thread;
    while (seen.add(at.id())) {
      Optional<ThreadAt> next = holderOf(at);
      if (next.isEmpty()) {
        return at;
      }
      at = next.get();
    }
    return at; // in a cycle
  }

  /// All whose wait ends at one of these.
  private List<ThreadAt> behind(Set<Long> roots) {
    return evidence.threads().stream()
        .filter(thread -> waits.containsKey(thread.id()) && !roots.contains(thread.id()))
        .filter(thread -> reaches(thread, roots))
        .toList();
  }

  private boolean reaches(ThreadAt thread, Set<Long> roots) {
    Set<Long> seen = new HashSet<>();
    ThreadAt at = thread;
    while (seen.add(at.id())) {
      Optional<ThreadAt> next = holderOf(at);
      if (next.isEmpty()) {
        return false;
      }
      at = next.get();
      if (roots.contains(at.id())) {
        return true;
      }
    }
    return false;
  }

  private String alsoBehind(Set<Long> roots) {
    int behind = behind(roots).size();
    return behind == 0
        ? ""
        : "%s behind %s."
            .formatted(
                behind == 1 ? "1 more thread waits" : behind + " more threads wait",
                roots.size() == 1 ? "it" : "them");
  }

  // ---- cycles

  private List<Finding> cycles() {
    List<Finding> findings = new ArrayList<>();
    Set<Long> done = new HashSet<>();
    for (Wait wait : waits.values()) {
      ThreadAt at = rootOf(wait.thread());
      if (holderOf(at).isEmpty() || done.contains(at.id())) {
        continue;
      }
      List<Wait> cycle = new ArrayList<>();
      for (ThreadAt in = at; done.add(in.id()); in = holderOf(in).orElseThrow()) {
        cycle.add(waits.get(in.id()));
      }
      findings.add(cycle(cycle));
    }
    return findings;
  }

  private Finding cycle(List<Wait> cycle) {
    boolean classes = cycle.stream().allMatch(wait -> wait.kind() == Wait.Kind.CLASS);
    String threads =
        cycle.stream().map(wait -> wait.thread().label()).collect(Collectors.joining(" and "));
    String headline =
        classes
            ? "Deadlock in class initialisation: %s need each other, and threads %s initialise one each."
                .formatted(
                    cycle.stream()
                        .map(wait -> Wait.shortName(wait.object()))
                        .sorted()
                        .collect(Collectors.joining(" and ")),
                    threads)
            : "Deadlock: threads %s wait for each other%s."
                .formatted(threads, areLocks(cycle) ? ", by locks taken in different orders" : "");
    List<String> because = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    Set<Long> roots = new LinkedHashSet<>();
    for (Wait wait : cycle) {
      String holder = wait.holder().map(ThreadAt::label).orElse("");
      String what = wait.what();
      because.add(
          wait.kind() == Wait.Kind.END
              ? "%s waits for the end of %s%s.".formatted(wait.thread().label(), holder, in(wait))
              : "%s wants %s, which %s has%s."
                  .formatted(wait.thread().label(), what, holder, in(wait)));
      parts.add(new Part(wait.thread(), "wants " + what));
      roots.add(wait.thread().id());
    }
    add(because, alsoBehind(roots));
    return new Finding(
        classes ? Kind.CLASS_INITIALISATION : Kind.DEADLOCK,
        true,
        headline,
        because,
        parts,
        roots.size() + behind(roots).size());
  }

  private static boolean areLocks(List<Wait> cycle) {
    return cycle.stream()
        .allMatch(wait -> wait.kind() == Wait.Kind.MONITOR || wait.kind() == Wait.Kind.LOCK);
  }

  private static String in(Wait wait) {
    return wait.thread().site().map(site -> ", in " + site).orElse("");
  }

  private static void add(List<String> sentences, String sentence) {
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
  }

  // ---- threads that could run, and no carrier for them

  private List<Finding> noCarrier() {
    List<ThreadAt> starving =
        evidence.threads().stream()
            .filter(ThreadAt::waitsForCarrier)
            .filter(evidence::isStill)
            .toList();
    List<ThreadAt> keepers =
        evidence.threads().stream()
            .filter(thread -> thread.virtual() && evidence.keepsCarrier(thread))
            .toList();
    List<ThreadAt> pinned =
        keepers.stream().filter(thread -> thread.isPinned() || isInClassWait(thread)).toList();
    OptionalInt parallelism = evidence.now().parallelism();
    boolean all = parallelism.isEmpty() || keepers.size() >= parallelism.getAsInt();
    if (starving.isEmpty() || pinned.isEmpty() || !all) {
      return List.of();
    }
    Map<String, List<ThreadAt>> byLock =
        pinned.stream()
            .filter(thread -> !thread.waitsFor().isEmpty())
            .collect(
                Collectors.groupingBy(ThreadAt::waitsFor, LinkedHashMap::new, Collectors.toList()));
    Optional<Map.Entry<String, List<ThreadAt>>> lock =
        byLock.entrySet().stream().max(Comparator.comparingInt(entry -> entry.getValue().size()));
    Optional<ThreadAt> owner =
        lock.flatMap(entry -> holderOf(entry.getValue().getFirst()))
            .filter(ThreadAt::waitsForCarrier)
            .or(() -> lock.flatMap(entry -> nextFor(entry.getKey(), starving)))
            .or(() -> starving.size() == 1 ? Optional.of(starving.getFirst()) : Optional.empty());
    String carriers =
        keepers.size() == 1 ? "the only carrier" : "all " + keepers.size() + " carriers";
    String cause =
        lock.map(entry ->
                owner
                    .map(thread ->
                        "No carrier is left for %s, which could run, and has or gets %s: pinned threads that wait for it keep %s."
                            .formatted(thread.label(), Wait.shortName(entry.getKey()), carriers))
                    .orElseGet(() ->
                        "No carrier is left for the owner of %s: pinned threads that wait for it keep %s."
                            .formatted(Wait.shortName(entry.getKey()), carriers)))
            .orElse(
                "No carrier is left for %d threads that could run: pinned threads keep %s."
                    .formatted(starving.size(), carriers));
    List<String> because = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    owner.ifPresent(thread -> parts.add(new Part(thread, "could run, and has no carrier")));
    for (ThreadAt thread : pinned) {
      String pin = Pin.of(thread, evidence.now().printout());
      because.add(
          "%s keeps its carrier, because it %s%s."
              .formatted(
                  thread.label(),
                  pin,
                  thread.waitsFor().isEmpty()
                      ? ""
                      : "; it waits for " + Wait.shortName(thread.waitsFor())));
      parts.add(new Part(thread, "pinned: it " + pin));
    }
    because.add(
        "%s could run, and %s not."
            .formatted(
                starving.size() == 1 ? "1 virtual thread" : starving.size() + " virtual threads",
                starving.size() == 1 ? "does" : "do"));
    if (lock.isPresent() && evidence.now().holders().isEmpty()) {
      because.add(
          "The JDK does not tell who has the lock; that it is one of those that could run is"
              + " inferred.");
    }
    because.add(
        "On smolscale, more workers may start (-Dsmolscale.maxThreads) and take what waits.");
    return List.of(
        new Finding(
            Kind.NO_CARRIER, true, cause, because, limit(parts), starving.size() + pinned.size()));
  }

  /// Whom the lock was given to, or whom it will be given to next.
  private static Optional<ThreadAt> nextFor(String lock, List<ThreadAt> starving) {
    return starving.stream().filter(thread -> thread.parkedFor().equals(lock)).findFirst();
  }

  private boolean isInClassWait(ThreadAt thread) {
    return evidence.now().printout().classes().containsKey(thread.id());
  }

  private static List<Part> limit(List<Part> parts) {
    return parts.size() <= MOST_PARTS ? parts : parts.subList(0, MOST_PARTS);
  }

  // ---- pools

  private List<Finding> emptyPools() {
    Map<String, List<ThreadAt>> byPool = new LinkedHashMap<>();
    for (ThreadAt thread : evidence.threads()) {
      Doing does = doingOf(thread);
      if (does.role() == Doing.Role.POOL && evidence.isStill(thread)) {
        byPool
            .computeIfAbsent(
                does.call().simpleType() + "." + does.call().method(), _ -> new ArrayList<>())
            .add(thread);
      }
    }
    return byPool.entrySet().stream().map(this::emptyPool).toList();
  }

  private Finding emptyPool(Map.Entry<String, List<ThreadAt>> pool) {
    List<ThreadAt> waiting = pool.getValue();
    Frame call = doingOf(waiting.getFirst()).call();
    Set<Long> roots = waiting.stream().map(ThreadAt::id).collect(Collectors.toSet());
    List<ThreadAt> users =
        evidence.threads().stream()
            .filter(thread -> !roots.contains(thread.id()) && isInDriver(thread, call))
            .toList();
    long twice = waiting.stream().filter(thread -> usesItBelow(thread, call)).count();
    List<String> because = new ArrayList<>();
    because.add(
        users.isEmpty()
            ? "No thread is at work with what the pool has given out: it was not given back, or"
                + " those who wait have it already, and want more."
            : "%d other threads are at work with what the pool has given out, first %s."
                .formatted(users.size(), users.getFirst().label()));
    if (twice > 0) {
      because.add(
          "%d of those who wait are in a call of the same package already.".formatted(twice));
    }
    sitesOf(waiting, call).forEach(site -> because.add(site));
    add(because, alsoBehind(roots));
    List<Part> parts = new ArrayList<>();
    waiting.forEach(thread -> parts.add(new Part(thread, "waits for the pool")));
    users.forEach(thread -> parts.add(new Part(thread, "uses what the pool gave it")));
    return new Finding(
        Kind.EMPTY_POOL,
        users.isEmpty(),
        "The pool is empty: %s in %s, and nothing comes back to it."
            .formatted(
                waiting.size() == 1
                    ? "thread " + waiting.getFirst().label() + " waits"
                    : waiting.size() + " threads wait",
                pool.getKey()),
        because,
        limit(parts),
        waiting.size() + behind(roots).size());
  }

  private static final List<String> DRIVERS =
      List.of(
          "org.postgresql.",
          "com.mysql.",
          "org.mariadb.",
          "oracle.jdbc.",
          "org.h2.",
          "org.sqlite.",
          "com.microsoft.sqlserver.",
          "com.ibm.db2.",
          "org.hsqldb.",
          "org.apache.derby.");

  private static boolean isInDriver(ThreadAt thread, Frame call) {
    return thread.stack().stream()
        .anyMatch(frame ->
            DRIVERS.stream().anyMatch(frame.type()::startsWith)
                || (frame.simpleType().contains("Proxy")
                    && rootPackage(frame).equals(rootPackage(call))));
  }

  private static boolean usesItBelow(ThreadAt thread, Frame call) {
    int at = thread.stack().indexOf(call);
    return thread.stack().stream()
        .skip(at + 1L)
        .anyMatch(frame ->
            frame.simpleType().contains("Proxy") && rootPackage(frame).equals(rootPackage(call)));
  }

  private static String rootPackage(Frame frame) {
    String[] parts = frame.type().split("\\.", -1);
    return parts.length < 3 ? frame.type() : parts[0] + "." + parts[1];
  }

  /// Where they come from: the code that is neither the JDK's nor that of the call.
  private static List<String> sitesOf(List<ThreadAt> threads, Frame call) {
    Map<String, Long> sites =
        threads.stream()
            .flatMap(thread ->
                thread.stack().stream()
                    .skip(thread.stack().indexOf(call) + 1L)
                    .filter(frame -> !frame.isMachinery())
                    .filter(frame ->
                        !rootPackage(frame).equals(rootPackage(call)) || call.type().equals(""))
                    .findFirst()
                    .stream())
            .collect(
                Collectors.groupingBy(Frame::toString, LinkedHashMap::new, Collectors.counting()));
    return sites.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(3)
        .map(entry -> "%d of them come from %s.".formatted(entry.getValue(), entry.getKey()))
        .toList();
  }

  // ---- a rendezvous

  private List<Finding> meetings() {
    Map<String, List<ThreadAt>> byPlace = groupBy(Doing.Role.MEETING);
    List<Finding> findings = new ArrayList<>();
    byPlace.forEach((_, waiting) -> findings.add(meeting(waiting)));
    return findings;
  }

  private Map<String, List<ThreadAt>> groupBy(Doing.Role role) {
    Map<String, List<ThreadAt>> groups = new LinkedHashMap<>();
    for (ThreadAt thread : evidence.threads()) {
      Doing does = doingOf(thread);
      if (does.role() == role
          && thread.waits()
          && evidence.isStill(thread)
          && holderOf(thread).isEmpty()) {
        String place =
            (thread.waitsFor().isEmpty() ? does.call().type() : thread.waitsFor())
                + " "
                + does.call().method();
        groups.computeIfAbsent(place, _ -> new ArrayList<>()).add(thread);
      }
    }
    return groups;
  }

  private Finding meeting(List<ThreadAt> waiting) {
    ThreadAt first = waiting.getFirst();
    Frame call = doingOf(first).call();
    Set<Long> roots = waiting.stream().map(ThreadAt::id).collect(Collectors.toSet());
    List<ThreadAt> others = mayStillAct(roots);
    List<String> because = new ArrayList<>();
    because.add(hope(others));
    add(because, alsoBehind(roots));
    List<Part> parts = new ArrayList<>();
    waiting.forEach(thread ->
        parts.add(new Part(thread, "waits in " + call.simpleType() + "." + call.method())));
    return new Finding(
        Kind.RENDEZVOUS,
        others.isEmpty(),
        "A rendezvous that nobody answers: %s in %s.%s%s, and no thread is on the other side."
            .formatted(
                waiting.size() == 1
                    ? "thread " + first.label() + " waits"
                    : waiting.size() + " threads wait",
                call.simpleType(),
                call.method(),
                first.site().map(site -> ", called by " + site).orElse("")),
        because,
        limit(parts),
        waiting.size() + behind(roots).size());
  }

  /// All threads that might do something about it: that run, or will by themselves, or when
  /// something comes from outside.
  private List<ThreadAt> mayStillAct(Set<Long> except) {
    return evidence.threads().stream()
        .filter(thread -> !except.contains(thread.id()) && !waits.containsKey(thread.id()))
        .filter(thread ->
            switch (doingOf(thread).role()) {
              case RUNS, SLEEP, OUTSIDE -> true;
              case IDLE, POOL -> false;
              case MEETING, RESULT, CONSUMER, LOCK ->
                  thread.waitsForATime() || !evidence.isStill(thread);
            })
        .toList();
  }

  private static String hope(List<ThreadAt> others) {
    return others.isEmpty()
        ? "No other thread of the program runs, sleeps or waits for a socket: nobody is left to"
            + " come."
        : "%s might still come: %s."
            .formatted(
                others.size() == 1 ? "1 other thread" : others.size() + " other threads",
                others.stream()
                    .limit(3)
                    .map(thread ->
                        thread.label() + thread.site().map(site -> " in " + site).orElse(""))
                    .collect(Collectors.joining(", ")));
  }

  // ---- somebody has what others want, and does not give it back

  private List<Finding> held() {
    Map<Long, List<Wait>> byRoot = new LinkedHashMap<>();
    List<Wait> unknown = new ArrayList<>();
    for (Wait wait : waits.values()) {
      ThreadAt root = rootOf(wait.thread());
      if (holderOf(root).isPresent()) {
        continue; // a cycle
      }
      if (root.id() != wait.thread().id()) {
        byRoot.computeIfAbsent(root.id(), _ -> new ArrayList<>()).add(wait);
      } else if (wait.kind() != Wait.Kind.END) {
        unknown.add(wait);
      }
    }
    List<Finding> findings = new ArrayList<>();
    byRoot.forEach((root, behind) ->
        held(evidence.thread(root).orElseThrow(), behind).ifPresent(findings::add));
    Map<String, List<Wait>> byLock =
        unknown.stream()
            .filter(wait -> !isToldOfCarriers(wait))
            .collect(Collectors.groupingBy(Wait::object, LinkedHashMap::new, Collectors.toList()));
    if (byLock.size() > 1 && mayStillAct(Set.of()).isEmpty()) {
      findings.add(inferredCycle(byLock));
    } else {
      byLock.forEach((object, who) -> findings.add(unknownOwner(object, who)));
    }
    return findings;
  }

  /// Whether the wait is that of a pinned thread while threads that could run have no carrier.
  private boolean isToldOfCarriers(Wait wait) {
    return wait.thread().isPinned() && !noCarrier().isEmpty();
  }

  /// Nobody runs any more, and all that is known of several locks is who wants them: so those who
  /// have them are among those who wait.
  private Finding inferredCycle(Map<String, List<Wait>> byLock) {
    List<Wait> all = byLock.values().stream().flatMap(List::stream).toList();
    List<Part> parts = new ArrayList<>();
    all.forEach(wait -> parts.add(new Part(wait.thread(), "wants " + wait.what())));
    return new Finding(
        Kind.DEADLOCK,
        true,
        "Deadlock: threads %s wait for locks, and no thread is left that could have them but these."
            .formatted(
                all.stream()
                    .limit(MOST_PARTS)
                    .map(wait -> wait.thread().label())
                    .collect(Collectors.joining(" and "))),
        List.of(
            hope(List.of()),
            "The JDK's thread dump does not tell who has which; on smolscale it is known."),
        limit(parts),
        all.size());
  }

  /// Whoever waits for the end of a thread alone is no cause for worry.
  private Optional<Finding> held(ThreadAt root, List<Wait> behind) {
    List<Wait> direct =
        behind.stream()
            .filter(wait -> wait.holder().filter(holder -> holder.id() == root.id()).isPresent())
            .filter(wait -> wait.kind() != Wait.Kind.END && wait.kind() != Wait.Kind.TASK)
            .toList();
    Doing does = doingOf(root);
    if (direct.isEmpty()
        || does.role() == Doing.Role.POOL
        || does.role() == Doing.Role.MEETING
        || (root.waitsForCarrier() && evidence.isStill(root) && !noCarrier().isEmpty())) {
      return Optional.empty(); // told elsewhere
    }
    String what = direct.getFirst().what();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(root, "has " + what));
    direct.forEach(wait -> parts.add(new Part(wait.thread(), "wants " + wait.what())));
    boolean forGood = root.waits() && evidence.isStill(root) && does.role() != Doing.Role.OUTSIDE;
    return Optional.of(
        new Finding(
            Kind.HELD,
            false,
            "%s for %s, which %s has: it %s%s."
                .formatted(
                    direct.size() == 1
                        ? "Thread " + direct.getFirst().thread().label() + " waits"
                        : direct.size() + " threads wait",
                    what,
                    root.label(),
                    words(root, does),
                    root.site().map(site -> ", in " + site).orElse("")),
            behind.size() > direct.size()
                ? List.of(
                    "%d threads wait in all, one behind the other.".formatted(behind.size()),
                    forGood ? "It did the same at both looks." : "It goes on.")
                : List.of(forGood ? "It did the same at both looks." : "It may go on."),
            limit(parts),
            behind.size()));
  }

  private String words(ThreadAt thread, Doing does) {
    if (thread.waitsForCarrier()) {
      return "could run, and has no carrier";
    }
    return switch (does.role()) {
      case RUNS -> burns(thread) ? "burns a core" : "runs";
      case SLEEP -> "sleeps";
      case OUTSIDE -> "waits for a socket, a file or a process";
      case CONSUMER -> "waits for work";
      case LOCK -> "waits for a lock whose owner is not known";
      case IDLE -> "has nothing to do";
      case POOL, MEETING, RESULT ->
          "waits in " + does.call().simpleType() + "." + does.call().method();
    };
  }

  private Finding unknownOwner(String object, List<Wait> who) {
    Wait first = who.getFirst();
    List<Part> parts = new ArrayList<>();
    who.forEach(wait -> parts.add(new Part(wait.thread(), "wants " + wait.what())));
    String threads =
        who.size() == 1
            ? "Thread " + first.thread().label() + " waits"
            : who.size() + " threads wait";
    return new Finding(
        Kind.HELD,
        false,
        "%s for %s, whose owner is not known%s.".formatted(threads, first.what(), in(first)),
        List.of(
            first.kind() == Wait.Kind.LOCK
                ? "The JDK's thread dump does not tell who has %s; on smolscale it is known."
                    .formatted(Wait.shortName(object))
                : "No thread in the dump has it: native code, or a thread that has ended."),
        limit(parts),
        who.size());
  }

  // ---- who burns

  private List<Finding> burners() {
    List<Finding> findings = new ArrayList<>();
    for (ThreadAt thread : evidence.threads()) {
      if (doingOf(thread).role() == Doing.Role.RUNS && burns(thread)) {
        long waiting = evidence.threads().stream().filter(ThreadAt::waitsForCarrier).count();
        findings.add(
            new Finding(
                Kind.BURNS,
                false,
                "Thread %s burns its core: %d %% of one in the last %s s%s%s."
                    .formatted(
                        thread.label(),
                        Math.round(100 * cpuOf(thread)),
                        number(evidence.seconds()),
                        evidence.queuedOf(platformOf(thread)) >= BURNS_AT_LEAST
                            ? ", and the rest of the time it waited for a processor"
                            : "",
                        thread.site().map(site -> ", in " + site).orElse("")),
                waiting == 0
                    ? List.of()
                    : List.of(
                        "%d virtual threads could run, and had no carrier.".formatted(waiting)),
                List.of(new Part(thread, "burns")),
                1));
      }
    }
    return findings;
  }

  private boolean burns(ThreadAt thread) {
    double cpu = cpuOf(thread);
    return cpu >= BURNS_AT_LEAST
        && cpu + evidence.queuedOf(platformOf(thread)) >= BURNS
        && (!thread.virtual() || evidence.keepsCarrier(thread));
  }

  private static long platformOf(ThreadAt thread) {
    return thread.virtual() ? thread.carrier() : thread.id();
  }

  private double cpuOf(ThreadAt thread) {
    return evidence.cpuOf(platformOf(thread));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  // ---- everybody waits

  /// Nothing else is found; but if all of the program waits for itself, that is the finding.
  private List<Finding> noAnswer() {
    if (!mayStillAct(Set.of()).isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    groupBy(Doing.Role.RESULT).forEach((_, waiting) -> findings.add(noAnswer(waiting)));
    if (findings.isEmpty()) {
      groupBy(Doing.Role.CONSUMER).forEach((_, waiting) -> findings.add(noAnswer(waiting)));
    }
    return findings;
  }

  private Finding noAnswer(List<ThreadAt> waiting) {
    ThreadAt first = waiting.getFirst();
    Frame call = doingOf(first).call();
    Set<Long> roots = waiting.stream().map(ThreadAt::id).collect(Collectors.toSet());
    List<String> because = new ArrayList<>();
    because.add(hope(List.of()));
    add(because, alsoBehind(roots));
    List<Part> parts = new ArrayList<>();
    waiting.forEach(thread -> parts.add(new Part(thread, "waits")));
    return new Finding(
        Kind.NO_ANSWER,
        false,
        "Nobody is left to answer: %s in %s.%s%s."
            .formatted(
                waiting.size() == 1
                    ? "thread " + first.label() + " waits"
                    : waiting.size() + " threads wait",
                call.simpleType(),
                call.method(),
                first.site().map(site -> ", called by " + site).orElse("")),
        because,
        limit(parts),
        waiting.size() + behind(roots).size());
  }

  private Doing doingOf(ThreadAt thread) {
    return doing.getOrDefault(thread.id(), Doing.of(thread));
  }
}
