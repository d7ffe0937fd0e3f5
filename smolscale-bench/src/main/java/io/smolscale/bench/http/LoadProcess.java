package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A [Load] in a JVM of its own.
///
/// That JVM is the same whoever is measured: the options of this one are not its options, and what
/// the environment adds to every JVM is taken away.
public final class LoadProcess implements AutoCloseable {
  private static final List<String> OPTIONS = List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC");
  private static final Set<String> ADDS_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader deliveries;

  private LoadProcess(Process process) {
    this.process = process;
    this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), US_ASCII));
    this.deliveries = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
  }

  /// Starts one that connects to this port of the loopback interface.
  public static LoadProcess start(int port, int connections) throws IOException {
    final ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(OPTIONS);
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().add(Load.class.getName());
    builder.command().addAll(List.of(String.valueOf(port), String.valueOf(connections)));
    builder.environment().keySet().removeAll(ADDS_OPTIONS);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new LoadProcess(builder.start());
  }

  /// Sends so many requests, and waits until they are answered.
  ///
  /// Whoever calls sleeps meanwhile, so it had better be a thread that does not count.
  public Delivery send(int perSecond, long requests, long seed) throws IOException {
    orders.write(new Order(perSecond, requests, seed).line());
    orders.newLine();
    orders.flush();
    final String line = deliveries.readLine();
    if (line == null) {
      throw new IOException("the load's JVM has ended");
    }
    return Delivery.parse(line);
  }

  /// Ends the other JVM, by ending its input.
  @Override
  public void close() throws IOException {
    orders.close();
    process.destroy();
  }
}
