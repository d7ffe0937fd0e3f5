package io.smolscale.services.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;

/// The main class of the JVM that makes the load of the services on gRPC.
///
/// It reads orders from its standard input, one a line: requests a second, their number, and a seed
/// for their arrivals. It answers each with one line: `answered` and the latencies, a histogram as
/// text; `unanswered` and the reason, where the service stopped answering; `broken` and the reason,
/// where an answer was wrong. It ends with its input.
public final class GrpcLoad {
  private static final int WRONG_WORDS = 2;

  private GrpcLoad() {}

  /// Takes the service's port, the number of connections, and the kind of calls.
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 3 || !List.of("unary", "stream").contains(args[2])) {
      System.err.println(
          "GrpcLoad needs a port, a number of connections, and unary or stream; it got '"
              + String.join(" ", args)
              + "'");
      System.exit(WRONG_WORDS);
    }
    Calls calls =
        new Calls(Integer.parseInt(args[0]), Integer.parseInt(args[1]), args[2].equals("stream"));
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] words = line.split(" ", -1);
      Round round = new Round(Long.parseLong(words[1]));
      System.out.println(round.run(calls, Integer.parseInt(words[0]), Long.parseLong(words[2])));
    }
    System.exit(0);
  }
}
