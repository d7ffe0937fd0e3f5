package io.smolscale.internal.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The findings for a reader.
final class TextReport {
  private static final double GIB = 1L << 30;

  private TextReport() {}

  static String of(Findings findings) {
    List<String> lines = new ArrayList<>();
    lines.add("smolscale " + findings.version() + ", " + findings.jar());
    lines.add("");
    Findings.Jvm jvm = findings.jvm();
    line(lines, "JVM", jvm.version() + ", " + jvm.vendor() + ", " + jvm.os());
    line(lines, "", jvm.home());
    machine(lines, findings.machine());
    lines.add("");
    if (findings.settings().isEmpty()) {
      line(lines, "settings", "one makes no sense: see below");
    }
    String heading = "settings";
    for (var setting : findings.settings()) {
      line(
          lines,
          heading,
          "%-12s  %-9s  (%s)".formatted(setting.name(), setting.value(), setting.from()));
      heading = "";
    }
    if (findings.followsProcessors()) {
      line(lines, "", "(the parallelism follows the processors while a program runs)");
    }
    lines.add("");
    heading = "seams";
    if (findings.seams().isEmpty()) {
      line(lines, heading, "not tried: see below");
    }
    for (Findings.Reached seam : findings.seams()) {
      line(
          lines,
          heading,
          seam.refusal().map(why -> "REFUSED  " + why).orElse("bound    " + seam.need().what()));
      seam.refusal().ifPresent(_ -> line(lines, "", "         so " + seam.need().without()));
      heading = "";
    }
    line(
        lines,
        "way in",
        findings.asAgent()
            ? "agent: the JVM reports each switch of a virtual thread to tools, for 10 to 30 % of"
                + " it"
            : "option file: no agent, and switches at their full speed");
    heading = "warnings";
    for (String warning : findings.warnings()) {
      line(lines, heading, warning);
      heading = "";
    }
    lines.add("");
    lines.add(
        (findings.verdict().onSmolscale() ? "Well: " : "Not well: ")
            + findings.verdict().words()
            + ".");
    if (findings.verdict().onSmolscale()) {
      lines.add("To run a program like this:");
      lines.add("  java -jar " + findings.jar() + " args > smolscale.args");
      lines.add("  java @smolscale.args -jar app.jar");
      lines.add(
          "With an AOT cache or a CDS archive, which the option file keeps the JVM from using:");
      lines.add("  java -javaagent:" + findings.jar() + " -jar app.jar");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static void machine(List<String> lines, Findings.Machine machine) {
    line(
        lines,
        "machine",
        "%d processors as the JVM counts them%s, a heap of up to %s"
            .formatted(
                machine.processors(),
                machine.affinity().map(list -> " (it may run on " + list + ")").orElse(""),
                gib(machine.maxHeap())));
    Limits limits = machine.limits();
    List<String> said = new ArrayList<>();
    limits.processors().ifPresent(n -> said.add(String.format(Locale.ROOT, "%.2f processors", n)));
    limits.memory().ifPresent(bytes -> said.add(gib(bytes) + " of memory"));
    line(
        lines,
        "container",
        said.isEmpty()
            ? "no limits"
            : String.join(", ", said) + limits.source().map(s -> ", by " + s).orElse(""));
  }

  private static void line(List<String> lines, String heading, String text) {
    lines.add(String.format(Locale.ROOT, "%-10s %s", heading, text));
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }
}
