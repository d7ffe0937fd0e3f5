package io.smolscale.cli.why;

import io.smolscale.cli.dump.ThreadAt;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What was found, for people: words first, then the stacks that matter.
final class WhyText {
  private static final int MOST_FRAMES = 24;
  private static final int MOST_OTHERS = 6; // findings that are told in their headline alone

  private WhyText() {}

  static String of(List<Finding> findings, Evidence evidence, @Nullable String missing) {
    StringBuilder text = new StringBuilder();
    if (findings.isEmpty()) {
      text.append("Nothing to find: no thread waits for another that does not go on.\n\n");
    } else {
      finding(text, findings.getFirst());
    }
    List<Finding> others = findings.subList(Math.min(1, findings.size()), findings.size());
    if (!others.isEmpty()) {
      text.append("Besides:\n");
      others.stream()
          .limit(MOST_OTHERS)
          .forEach(other -> text.append("  - ").append(other.headline()).append('\n'));
      if (others.size() > MOST_OTHERS) {
        text.append(
            "  - and %d more; --json has them all\n".formatted(others.size() - MOST_OTHERS));
      }
      text.append('\n');
    }
    text.append(summary(evidence)).append('\n');
    if (missing != null) {
      text.append("Not seen: ").append(missing).append('\n');
    }
    return text.toString();
  }

  private static void finding(StringBuilder text, Finding finding) {
    text.append(finding.headline()).append('\n');
    if (!finding.certain()) {
      text.append("(A suspicion: it may end by itself.)\n");
    }
    text.append('\n');
    finding.because().forEach(reason -> text.append("  - ").append(reason).append('\n'));
    text.append('\n');
    for (Finding.Part part : finding.threads()) {
      ThreadAt thread = part.thread();
      text.append(
          "%s  %s%s  %s\n"
              .formatted(
                  thread.label(),
                  thread.virtual() ? "virtual, " : "",
                  thread.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                  part.part()));
      thread.stack().stream()
          .limit(MOST_FRAMES)
          .forEach(frame ->
              text.append("    at ")
                  .append(frame.type())
                  .append('.')
                  .append(frame.method())
                  .append('(')
                  .append(frame.place())
                  .append(")\n"));
      if (thread.stack().size() > MOST_FRAMES) {
        text.append("    ... %d more\n".formatted(thread.stack().size() - MOST_FRAMES));
      }
      text.append('\n');
    }
  }

  private static String summary(Evidence evidence) {
    List<ThreadAt> threads = evidence.threads();
    return "%d virtual threads (%d mounted, %d could run, %d wait), %d platform threads; seen twice, %s s apart."
        .formatted(
            threads.stream().filter(ThreadAt::virtual).count(),
            threads.stream().filter(ThreadAt::isMounted).count(),
            threads.stream().filter(ThreadAt::waitsForCarrier).count(),
            threads.stream()
                .filter(thread -> thread.virtual() && (thread.waits() || thread.waitsForATime()))
                .count(),
            threads.stream().filter(thread -> !thread.virtual()).count(),
            String.format(Locale.ROOT, "%.1f", evidence.seconds()));
  }
}
