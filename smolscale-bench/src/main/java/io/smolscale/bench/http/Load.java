package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The main class of the JVM that makes the load.
///
/// It reads [Order]s from its standard input, one a line, and answers each with a [Delivery]. Where
/// it cannot connect, it says so in place of the first. It ends with its input, so it cannot
/// outlive the process that started it, however that one ends.
final class Load {
  private Load() {}

  /// Takes the server's port, the number of connections, and what stands before the number in a
  /// request.
  public static void main(String[] args) throws IOException {
    final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    final InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    try {
      final LoadGenerator generator = new LoadGenerator(server, args[2], Integer.parseInt(args[1]));
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        System.out.println(deliver(generator, Order.parse(line)).line());
      }
    } catch (IOException e) {
      System.out.println(
          new Delivery.Broken("cannot connect to port %s: %s".formatted(args[0], words(e))).line());
    }
    System.exit(0);
  }

  private static Delivery deliver(LoadGenerator generator, Order order) {
    try {
      final Arrivals arrivals = new Arrivals(order.perSecond(), order.seed());
      return generator.send(arrivals, order.requests());
    } catch (LoadGenerator.StuckException e) {
      return new Delivery.Unanswered(String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      return new Delivery.Broken(words(e));
    }
  }

  private static String words(Exception e) {
    final Throwable cause = e.getCause();
    return String.valueOf(
        (e instanceof UncheckedIOException && cause != null ? cause : e).getMessage());
  }
}
