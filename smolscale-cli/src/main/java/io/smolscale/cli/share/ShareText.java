package io.smolscale.cli.share;

import io.smolscale.cli.report.Table;
import io.smolscale.cli.report.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A share in words.
public final class ShareText {
  private static final double NANOS = 1e9;
  private static final double HALF = 0.5;
  private static final double WORTH_SAYING = 0.02;

  private ShareText() {}

  /// The table, what it means, and how far to trust it.
  ///
  /// @param head what it is about
  static String of(String head, Share share, boolean onSmolscale) {
    List<String> lines = new ArrayList<>();
    lines.add(head);
    lines.add("");
    lines.addAll(table(share).lines());
    lines.add("");
    lines.add((onSmolscale ? "On smolscale " : "On the JDK's scheduler ") + verdict(share) + ".");
    lines.addAll(notes(share));
    return String.join("\n", lines);
  }

  private static Table table(Share share) {
    boolean timed = share.sampling() == Sampling.CPU_TIME;
    Table table = new Table(1);
    for (Activity activity : Activity.values()) {
      List<String> cells =
          new ArrayList<>(List.of(activity.inWords(), percent(share.part(activity))));
      if (timed) {
        cells.add(Text.number(share.of(activity) / NANOS) + " s");
      }
      if (timed || activity != Activity.JVM) {
        table.row(cells);
      }
    }
    return table;
  }

  /// The end of a sentence: how much goes into scheduling, and what that means.
  public static String verdict(Share share) {
    String part =
        "%s of this program's CPU time goes into scheduling virtual threads, handing over and waking (sampled, %s samples)"
            .formatted(percent(share.schedulers()), Text.count(share.samples()));
    return share.sampling() == Sampling.CPU_TIME
        ? part + ", so no scheduler of theirs can save much more than " + percent(share.bound())
        : part.replace("this program's CPU time", "the time in Java code");
  }

  /// What it leaves out, and what speaks against it, a sentence each.
  public static List<String> notes(Share share) {
    List<String> lines = new ArrayList<>();
    if (share.platforms() >= WORTH_SAYING) {
      lines.add(
          "Another %s goes into thread pools and event loops on platform threads. That is not in the bound: an option changes nothing there, and the adapters for Pekko, coroutines, Reactor, RxJava, Netty and Tomcat do."
              .formatted(percent(share.platforms())));
    }
    if (share.isTooSmall()) {
      lines.add("So few samples prove little: let it do more, or look for longer.");
    }
    if (share.failed() + share.lost() > 0) {
      lines.add(
          "Besides, %s samples were lost and %s had no stack; they are taken to be like the others%s."
              .formatted(
                  Text.count(share.lost()),
                  Text.count(share.failed()),
                  share.isFullOfHoles() ? ", and are more: do not rely on this" : ""));
    }
    if (share.part(Activity.JVM) > HALF) {
      lines.add(
          "%s of the CPU time was no Java thread's: JIT, GC, the recording, and processes beside the JVM, as a load generator. What these save or cost is beside the point here: look when it is warm."
              .formatted(percent(share.part(Activity.JVM))));
    }
    if (share.sampling() == Sampling.JAVA_CODE) {
      lines.add(
          "This JVM does not sample by CPU time (JDK 25 on Linux does). Seen was Java code alone:"
              + " neither what the system does to wake a thread, nor system calls, nor JIT and GC."
              + " So it is no bound.");
    }
    return lines;
  }

  static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * part);
  }
}
