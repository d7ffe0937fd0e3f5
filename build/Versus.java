import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Compares an adapter with what its library brings: `java build/Versus.java MODULE MAIN WORKLOAD…`
/// in the root of a checkout, after `./mvnw -DskipTests package`. Starts `MAIN ours|theirs
/// WORKLOAD` in fresh JVMs in turn, and prints the medians of the ratios of neighbours, wall and
/// CPU time.
///
/// The environment variable ROUNDS says how many JVMs a side there are (5), JVM_ARGS what options
/// they get.
final class Versus {
  private static final String RESULT = "RESULT ";
  private static final String OPENS =
      "--add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

  private Versus() {}

  private record Cost(double wall, double cpu) {}

  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println(
          "usage: java build/Versus.java MODULE MAIN WORKLOAD...\n"
              + "for example: java build/Versus.java smolscale-coroutines"
              + " io.smolscale.coroutines.CoroutinesBench ping-pong fan-out");
      System.exit(2);
    }
    int rounds = Integer.parseInt(System.getenv().getOrDefault("ROUNDS", "5"));
    Path target = Path.of(args[0], "target");
    String classPath =
        target.resolve("test-classes")
            + java.io.File.pathSeparator
            + target.resolve("classes")
            + java.io.File.pathSeparator
            + target.resolve("lib")
            + java.io.File.separator
            + "*";
    if (!Files.isDirectory(target.resolve("lib"))) {
      System.err.println("no " + target.resolve("lib") + ": run ./mvnw -DskipTests package first");
      System.exit(1);
    }
    System.out.println("| workload | wall, ns | theirs | ratio | CPU, ns | theirs | ratio |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    for (String workload : Arrays.asList(args).subList(2, args.length)) {
      List<Cost> ours = new ArrayList<>();
      List<Cost> theirs = new ArrayList<>();
      List<Cost> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        if (round % 2 == 0) {
          ours.add(run(classPath, args[1], "ours", workload));
          theirs.add(run(classPath, args[1], "theirs", workload));
        } else {
          theirs.add(run(classPath, args[1], "theirs", workload));
          ours.add(run(classPath, args[1], "ours", workload));
        }
        Cost mine = ours.getLast();
        Cost other = theirs.getLast();
        ratios.add(new Cost(mine.wall / other.wall, mine.cpu / other.cpu));
      }
      List<Double> wall = ratios.stream().map(Cost::wall).sorted().toList();
      List<Double> cpu = ratios.stream().map(Cost::cpu).sorted().toList();
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.0f | %s | %.0f | %.0f | %s |%n",
          workload,
          median(ours.stream().map(Cost::wall).sorted().toList()),
          median(theirs.stream().map(Cost::wall).sorted().toList()),
          spread(wall),
          median(ours.stream().map(Cost::cpu).sorted().toList()),
          median(theirs.stream().map(Cost::cpu).sorted().toList()),
          spread(cpu));
    }
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static String spread(List<Double> sorted) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f–%.2f)", median(sorted), sorted.getFirst(), sorted.getLast());
  }

  private static Cost run(String classPath, String main, String side, String workload)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String more = System.getenv().getOrDefault("JVM_ARGS", "");
    command.addAll(List.of((OPENS + " -Xmx512m " + more).strip().split(" +")));
    command.addAll(List.of("-cp", classPath, main, side, workload));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes());
    int exit = process.waitFor();
    for (String line : output.lines().toList()) {
      if (line.startsWith(RESULT)) {
        String[] costs = line.substring(RESULT.length()).split(" ");
        return new Cost(Double.parseDouble(costs[0]), Double.parseDouble(costs[1]));
      }
    }
    throw new IOException("exit code " + exit + " of " + String.join(" ", command) + "\n" + output);
  }
}
