package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A [Load], or another program that speaks as it does, in a JVM of its own.
///
/// That JVM is the same whoever is measured: the options of this one are not its options.
public final class LoadProcess implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader deliveries;

  private LoadProcess(Process process) {
    this.process = process;
    this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), US_ASCII));
    this.deliveries = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
  }

  /// Starts one that connects to one of our own servers, at this port of the loopback interface.
  public static LoadProcess start(int port, int connections) throws IOException {
    return start(http(), port, connections, Wire.OWN_PATH);
  }

  /// Starts one.
  ///
  /// @param program what follows `java`, such as [#http()]
  /// @param port of the loopback interface
  /// @param what to ask for: for HTTP, what stands before the number in a request
  public static LoadProcess start(List<String> program, int port, int connections, String what)
      throws IOException {
    final List<String> command = new ArrayList<>(OPTIONS);
    command.addAll(program);
    command.addAll(List.of(String.valueOf(port), String.valueOf(connections), what));
    return new LoadProcess(
        JavaProcess.builder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// The program that speaks HTTP, as it follows `java`.
  public static List<String> http() {
    return List.of("-cp", System.getProperty("java.class.path"), Load.class.getName());
  }

  /// Sends so many requests, and waits until they are answered.
  ///
  /// Whoever calls sleeps meanwhile, so it had better be a thread that does not count.
  public Delivery send(int perSecond, long requests, long seed) throws IOException {
    try {
      orders.write(new Order(perSecond, requests, seed).line());
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      // It has ended; its last words, if there are any, say why.
    }
    final String line = deliveries.readLine();
    if (line == null) {
      throw new IOException("the load's JVM has ended");
    }
    return Delivery.parse(line);
  }

  /// How much CPU time the other JVM has used so far.
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Ends the other JVM at once: whoever waits for its answer goes on. Any thread.
  public void kill() {
    process.destroyForcibly();
  }

  /// Ends the other JVM, by ending its input.
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // It has ended already.
    }
    process.destroy();
  }
}
