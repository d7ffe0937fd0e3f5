import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Halves and doubles each constant of the policy, and says what the simulator makes of it.
///
///     ./mvnw -q package -DskipTests -pl smolscale-sim -am
///     java build/Constants.java [NAME …]
///
/// A constant is changed in a copy of the sources, which are compiled and put before the jar. The
/// simulator then runs each workload on 2, 16 and 64 cores at five loads. Each line of the table is
/// one change: the mean over all cells, and the cells in which it was best and worst, of the p99
/// wait, of the wake-ups and of the wasted processor time, over what they are with the constant as
/// it is. `SEEDS=2` is how many seeds each cell has.
public final class Constants {
  private static final Path CORE = Path.of("smolscale-core/src/main/java");
  private static final String PACKAGE = "io/smolscale/internal/";
  private static final Path SIM = Path.of("smolscale-sim/target/smolscale-sim.jar");
  private static final String CLASSES = "smolscale-core/target/classes";
  private static final String SEEDS = System.getenv().getOrDefault("SEEDS", "2");

  /// The constants of the policy, each with the file that has it.
  private static final List<Constant> ALL =
      List.of(
          new Constant("balance/HelpRule", "CHECK_NANOS"),
          new Constant("balance/HelpRule", "CHECK_TASKS"),
          new Constant("balance/HelpRule", "SLOT_RUNS"),
          new Constant("balance/HelpRule", "LONG_NANOS"),
          new Constant("balance/HelpRule", "LATE_THIRDS"),
          new Constant("balance/HelpRule", "BATCH_PART"),
          new Constant("balance/Ledger", "MOST_WAKES"),
          new Constant("balance/Ledger", "EARNS"),
          new Constant("balance/Pace", "SLOT_RUNS_IN_VAIN"),
          new Constant("balance/SpinAccount", "PROBE_EVERY"),
          new Constant("balance/Watch", "SHORTEST_NANOS"),
          new Constant("balance/WatchPolicy", "STUCK_NANOS"),
          new Constant("dispatch/Dispatch", "RING"));

  private record Constant(String file, String name) {}

  private record Figures(double waited, double wakes, double wasted) {}

  public static void main(String[] args) throws Exception {
    List<String> only = List.of(args);
    Map<String, Figures> base = simulate("");
    System.out.printf(
        "%-22s %4s  %-34s %-34s %s%n", "constant", "", "p99 wait", "wake-ups", "wasted");
    for (Constant constant : ALL) {
      if (only.isEmpty() || only.contains(constant.name)) {
        for (String factor : List.of("/ 2", "* 2")) {
          Path changed = compile(constant, factor);
          Map<String, Figures> figures = simulate(changed + File.pathSeparator);
          System.out.printf(
              "%-22s %4s  %-34s %-34s %s%n",
              constant.name,
              factor,
              line(base, figures, Figures::waited),
              line(base, figures, Figures::wakes),
              line(base, figures, Figures::wasted));
        }
      }
    }
  }

  private static String line(
      Map<String, Figures> base,
      Map<String, Figures> figures,
      java.util.function.ToDoubleFunction<Figures> what) {
    double logs = 0;
    int cells = 0;
    double best = Double.MAX_VALUE;
    double worst = 0;
    String where = "";
    for (String cell : base.keySet()) {
      double before = what.applyAsDouble(base.get(cell));
      double after = what.applyAsDouble(figures.get(cell));
      if (before > 0 && after > 0) {
        double ratio = after / before;
        logs += Math.log(ratio);
        cells++;
        best = Math.min(best, ratio);
        if (ratio > worst) {
          worst = ratio;
          where = cell;
        }
      }
    }
    return String.format(
        Locale.ROOT, "%.3f (%.2f..%.2f %s)", Math.exp(logs / cells), best, worst, where);
  }

  private static Path compile(Constant constant, String factor) throws IOException {
    Path classes = Files.createTempDirectory("constants");
    Path copy = Files.createTempDirectory("constants-src");
    List<String> files = new ArrayList<>();
    for (String folder : List.of("balance", "dispatch")) {
      try (Stream<Path> sources = Files.list(CORE.resolve(PACKAGE + folder))) {
        for (Path source : sources.filter(file -> !file.endsWith("package-info.java")).toList()) {
          String text = withoutAnnotations(Files.readString(source));
          if (source.endsWith(constant.file.split("/")[1] + ".java")) {
            text = changed(text, constant, factor);
          }
          Path target = copy.resolve(CORE.relativize(source));
          Files.createDirectories(target.getParent());
          Files.writeString(target, text);
          files.add(target.toString());
        }
      }
    }
    List<String> options =
        new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", CLASSES));
    options.addAll(files);
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new))
        != 0) {
      throw new IOException("does not compile with " + constant + " " + factor);
    }
    return classes;
  }

  private static String changed(String text, Constant constant, String factor) {
    Matcher matcher = Pattern.compile("( " + constant.name + " *= *)([^;]+);").matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + constant);
    }
    return matcher.replaceFirst("$1($2) " + factor + ";");
  }

  /// They are not on the class path, and change nothing.
  private static String withoutAnnotations(String text) {
    return text.replaceAll("import org\\.jspecify[^;]*;", "").replace("@Nullable ", "");
  }

  private static Map<String, Figures> simulate(String before) throws Exception {
    Path json = Files.createTempFile("constants", ".json");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                before + SIM,
                "io.smolscale.sim.SimCommand",
                "--cores=2,16,64",
                "--loads=5,20,50,80,95",
                "--policy=balance",
                "--seeds=" + SEEDS,
                "--json=" + json)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("the simulator failed");
    }
    Map<String, Figures> figures = new TreeMap<>();
    Matcher rows =
        Pattern.compile(
                "\"cell\":\\{\"cores\":(\\d+),\"load\":(\\d+),\"policy\":\"BALANCE\","
                    + "\"workload\":\"(\\w+)\"},\"figures\":\\{(.*?)\"runs\"")
            .matcher(Files.readString(json, UTF_8));
    while (rows.find()) {
      String text = rows.group(4);
      figures.put(
          rows.group(3).toLowerCase(Locale.ROOT) + " " + rows.group(1) + " " + rows.group(2) + "%",
          new Figures(
              number(text, "\"waited\":\\{[^}]*\"p99\":"),
              number(text, "\"wakesPerTask\":"),
              number(text, "\"wasted\":")));
    }
    return figures;
  }

  private static double number(String text, String before) {
    Matcher matcher = Pattern.compile(before + "([-0-9.E]+)").matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + before);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
