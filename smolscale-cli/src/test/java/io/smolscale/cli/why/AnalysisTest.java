package io.smolscale.cli.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.cli.dump.Dump;
import io.smolscale.cli.dump.Printout;
import io.smolscale.cli.dump.ThreadAt;
import io.smolscale.cli.why.Finding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Dumps of programs that hang, written by JVMs with these programs: see the package `hangs`.
class AnalysisTest {
  private static final String TWO_CARRIERS =
      "java.util.concurrent.ForkJoinPool@1[Running, parallelism = 2, size = 2]";

  private static String read(String name) throws IOException {
    try (InputStream in = AnalysisTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Look look(String hang, List<Look.Holder> holders) throws IOException {
    return new Look(
        Dump.parse(read(hang + ".json")),
        Printout.parse(read(hang + ".txt")),
        Map.of(),
        holders,
        TWO_CARRIERS);
  }

  private static List<Finding> findings(String hang, Look.Holder... holders) throws IOException {
    Look look = look(hang, List.of(holders));
    return Analysis.of(new Evidence(look, look, 1));
  }

  @Test
  void monitorsInDifferentOrdersAreADeadlock() throws Exception {
    List<Finding> findings = findings("lock-monitors");
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().kind()).isEqualTo(Kind.DEADLOCK);
    assertThat(findings.getFirst().certain()).isTrue();
    assertThat(findings.getFirst().threads())
        .extracting(part -> part.thread().name())
        .containsExactlyInAnyOrder("orders", "refunds");
  }

  @Test
  void locksInDifferentOrdersAreADeadlockWhereTheOwnersAreKnown() throws Exception {
    Dump dump = Dump.parse(read("lock-locks.json"));
    ThreadAt orders = named(dump, "orders");
    ThreadAt refunds = named(dump, "refunds");
    List<Finding> findings =
        findings(
            "lock-locks",
            new Look.Holder(orders.parkedFor(), refunds.id(), false),
            new Look.Holder(refunds.parkedFor(), orders.id(), false));
    assertThat(findings.getFirst().headline()).contains("different orders");
    assertThat(findings.getFirst().because()).anyMatch(words -> words.contains("which #"));
  }

  @Test
  void locksWithoutKnownOwnersAreADeadlockWhereNobodyElseIsLeft() throws Exception {
    List<Finding> findings = findings("lock-locks");
    assertThat(findings.getFirst().kind()).isEqualTo(Kind.DEADLOCK);
    assertThat(findings.getFirst().because()).anyMatch(words -> words.contains("does not tell"));
  }

  private static ThreadAt named(Dump dump, String name) {
    return dump.threads().stream()
        .filter(thread -> thread.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void classesThatNeedEachOtherAreNamed() throws Exception {
    List<Finding> findings = findings("class");
    assertThat(findings.getFirst().kind()).isEqualTo(Kind.CLASS_INITIALISATION);
    assertThat(findings.getFirst().headline())
        .contains("ClassInit$Config and ClassInit$Registry need each other");
  }

  @Test
  void pinnedCarriersAndAnOwnerWithoutOneAreTold() throws Exception {
    List<Finding> findings = findings("pinned");
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().kind()).isEqualTo(Kind.NO_CARRIER);
    assertThat(findings.getFirst().headline()).contains("\"flushes\"", "ReentrantLock@");
    assertThat(findings.getFirst().because())
        .anyMatch(words -> words.contains("is in the initialiser of class PinnedLog$First"));
  }

  @Test
  void aPoolThatIsEmptyIsNamedWithThoseWhoWait() throws Exception {
    List<Finding> findings = findings("pool");
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().kind()).isEqualTo(Kind.EMPTY_POOL);
    assertThat(findings.getFirst().headline()).contains("4 threads", "getConnection");
    assertThat(findings.getFirst().because()).anyMatch(words -> words.contains("EmptyPool.audit"));
  }

  @Test
  void aRendezvousWithoutTheOtherSideIsTold() throws Exception {
    List<Finding> findings = findings("rendezvous");
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().kind()).isEqualTo(Kind.RENDEZVOUS);
    assertThat(findings.getFirst().certain()).isTrue();
  }

  @Test
  void aServerWithoutClientsIsNoHang() throws Exception {
    assertThat(findings("healthy")).isEmpty();
  }

  @Test
  void whatChangesBetweenTheLooksIsNoHang() throws Exception {
    Look before = look("healthy", List.of());
    Look after = look("rendezvous", List.of());
    assertThat(Analysis.of(new Evidence(before, after, 1)))
        .noneMatch(finding -> finding.kind() == Kind.RENDEZVOUS);
  }

  @Test
  void aThreadThatHasUsedItsCarrierAllTheTimeBurns() throws Exception {
    Printout then = Printout.parse(read("burns.txt"));
    Dump dump = Dump.parse(read("burns.json"));
    long carrier = named(dump, "burner").carrier();
    double before = then.cpuMillis().getOrDefault(carrier, 0.0);
    Printout now = new Printout(Map.of(carrier, before + 950), then.systemIds(), Map.of());
    Evidence evidence =
        new Evidence(
            new Look(dump, then, Map.of(), List.of(), TWO_CARRIERS),
            new Look(dump, now, Map.of(), List.of(), TWO_CARRIERS),
            1);
    List<Finding> findings = Analysis.of(evidence);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().kind()).isEqualTo(Kind.BURNS);
    assertThat(findings.getFirst().headline()).contains("\"burner\"", "95 %", "Burns.burn");
  }
}
