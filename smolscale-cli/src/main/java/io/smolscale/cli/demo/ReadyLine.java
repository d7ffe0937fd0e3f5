package io.smolscale.cli.demo;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the service prints once it listens: where, and on whose threads its virtual threads run.
///
/// The carrier is the proof that an agent took effect. A demo that trusted the option instead would
/// compare the JDK with itself wherever the agent had quietly stood aside.
public record ReadyLine(int port, String carrier) {
  private static final Pattern FORMAT =
      Pattern.compile("smolscale-demo ready: port (\\d+), carrier (.*)");

  static Optional<ReadyLine> parse(String line) {
    Matcher matcher = FORMAT.matcher(line);
    return matcher.matches()
        ? Optional.of(new ReadyLine(Integer.parseInt(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /// The name of a thread that carries virtual threads in this JVM.
  public static String currentCarrier() {
    CompletableFuture<String> name = new CompletableFuture<>();
    Thread.startVirtualThread(() -> name.complete(Thread.currentThread().toString()));
    String text = name.join(); // VirtualThread[#22]/runnable@ForkJoinPool-1-worker-1
    return text.substring(text.lastIndexOf('@') + 1);
  }

  boolean onSmolscale() {
    return carrier.startsWith("smolscale");
  }

  @Override
  public String toString() {
    return "smolscale-demo ready: port " + port + ", carrier " + carrier;
  }
}
