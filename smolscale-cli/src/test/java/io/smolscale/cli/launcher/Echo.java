package io.smolscale.cli.launcher;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A user's program: says who it is and where its virtual threads run, repeats its input, and ends
/// with the exit code in its first argument.
public final class Echo {
  private Echo() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
    System.out.println("pid: " + ProcessHandle.current().pid());
    System.out.println("args: " + List.of(args));
    Thread.startVirtualThread(() -> System.out.println("thread: " + Thread.currentThread())).join();
    System.err.println("complaint");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println("in: " + line);
    }
    if (List.of(args).contains("wait")) {
      Thread.sleep(Long.MAX_VALUE);
    }
    System.exit(args.length == 0 ? 0 : Integer.parseInt(args[0]));
  }
}
