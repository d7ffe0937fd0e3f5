package io.smolscale.samples.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The nodes, each a JVM of its own.
final class Nodes implements AutoCloseable {
  /// Pekko uses what the JDK warns of; that is no news to whoever runs this.
  private static final String QUIET = "--sun-misc-unsafe-memory-access=allow";

  private static final int NONE = -1;

  private final Side side;
  private final Path options;
  private final List<String> ports;
  private final List<Process> processes = new ArrayList<>();
  private final List<String> threads = new ArrayList<>();
  private int killed = NONE;

  /// Starts so many, and returns when all of them belong to the cluster.
  ///
  /// @param options the option file of smolscale
  Nodes(Side side, Path options, int count) {
    this.side = side;
    this.options = options;
    ports = freePorts(count);
    for (int i = 0; i < count; i++) {
      processes.add(start(i, ports));
    }
    for (int i = 0; i < count; i++) {
      threads.add(awaitUp(i));
    }
  }

  List<String> ports() {
    return ports;
  }

  /// Where the first node's actors run: the name of a thread.
  String thread() {
    return threads.getFirst();
  }

  /// How much CPU time each of the nodes has used, of the system and its own. From the system's
  /// account of the process, which on Linux is /proc.
  List<Duration> cpu() {
    return processes.stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .toList();
  }

  /// Throws if a node has ended by itself, but for the one that was killed.
  void check() {
    for (int i = 0; i < processes.size(); i++) {
      Process process = processes.get(i);
      if (i != killed && !process.isAlive()) {
        throw new IllegalStateException(
            process.exitValue() == Node.GIVEN_UP
                ? "the others have given up node %d: on this machine, a heartbeat takes too long"
                    .formatted(i + 1)
                : "node %d has ended, with exit code %d".formatted(i + 1, process.exitValue()));
      }
    }
  }

  /// Kills a node with SIGKILL: it has no time for anything.
  void kill(int node) {
    killed = node;
    Process process = processes.get(node);
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Starts a node again, at its old address, and returns when it belongs to the cluster.
  void restart(int node) {
    // Not as the first seed, who founds a cluster when nobody answers in time: on a busy machine
    // that
    // makes two of them, each with counters of its own. Only the first start may found one.
    List<String> others = new ArrayList<>(ports);
    others.remove(node);
    processes.set(node, start(node, others));
    awaitUp(node);
    killed = NONE;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  private Process start(int node, List<String> seeds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(side.options(options));
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", QUIET));
    command.addAll(List.of("-cp", classPath(), Node.class.getName(), ports.get(node)));
    command.addAll(seeds);
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for what a node says, and returns the thread of its actors.
  private String awaitUp(int node) {
    Process process = processes.get(node);
    try {
      BufferedReader out = process.inputReader();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(Node.UP)) {
          return line.substring(line.lastIndexOf(' ') + 1);
        }
      }
      throw new IllegalStateException(
          "node %d did not come up; exit code %d"
              .formatted(node + 1, process.onExit().join().exitValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ours, without smolscale itself, which the option file brings.
  private static String classPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .flatMap(Nodes::withLibraries)
        .filter(entry -> !entry.matches(".*[/\\\\]smolscale(-[0-9][^/\\\\]*)?\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// With "-jar" the class path is one jar, and the others are in the folder beside it.
  private static Stream<String> withLibraries(String entry) {
    File[] libraries =
        new File(new File(entry).getAbsoluteFile().getParentFile(), "lib")
            .listFiles((_, name) -> name.endsWith(".jar"));
    return libraries == null || !entry.endsWith("smolscale-sample-cluster.jar")
        ? Stream.of(entry)
        : Stream.concat(Stream.of(entry), Arrays.stream(libraries).map(File::getPath).sorted());
  }

  private static List<String> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<String> ports =
          sockets.stream().map(socket -> String.valueOf(socket.getLocalPort())).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
