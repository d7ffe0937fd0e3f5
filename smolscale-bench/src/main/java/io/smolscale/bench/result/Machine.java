package io.smolscale.bench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a reader of figures from a machine that he does not know asks about it, as Linux tells it.
///
/// Nothing here names the machine, its owner or a folder: whoever sends results tells only these.
///
/// @param facts by name, in the order in which a page shows them
public record Machine(Map<String, String> facts) {
  private static final Pattern CPU = Pattern.compile("cpu\\d+");
  private static final Pattern NODE = Pattern.compile("node\\d+");
  private static final Pattern CGROUP = Pattern.compile("0::(/.*)");
  private static final String UNKNOWN = "not told";
  private static final String PROC = "proc";
  private static final String CPUS = "sys/devices/system/cpu";
  private static final String CONTROL_GROUPS = "sys/fs/cgroup";
  private static final int KILO = 1024;

  /// Returns what is known of this machine.
  public static Machine here() {
    return under(Path.of("/"));
  }

  /// Returns what the files below this folder tell.
  static Machine under(Path root) {
    Map<String, String> facts = new LinkedHashMap<>();
    Path proc = root.resolve(PROC);
    Path cpus = root.resolve(CPUS);
    facts.put("Architecture", System.getProperty("os.arch", UNKNOWN));
    facts.put("Kernel", read(proc.resolve("sys/kernel/osrelease")).orElse(UNKNOWN));
    facts.put("Topology", topology(root, cpus));
    facts.put("Caches", caches(cpus));
    facts.put("SMT", smt(cpus));
    facts.put("Frequency governor", governor(cpus));
    facts.put("Clock", clock(root));
    facts.put("Hypervisor", hypervisor(root, proc));
    facts.put("Processors for us", line(proc.resolve("self/status"), "Cpus_allowed_list:"));
    facts.put("Control group", controlGroup(root, proc));
    facts.put("Memory", memory(proc));
    facts.put("Open files", openFiles(proc).map(String::valueOf).orElse(UNKNOWN));
    return new Machine(facts);
  }

  /// Returns the same with one more fact.
  public Machine with(String name, String what) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(name, what);
    return new Machine(more);
  }

  /// Returns how many files this process may have open: the hard limit, because a JVM raises the
  /// soft one to it. Empty where there is none, or where nobody tells.
  public static Optional<Long> openFiles() {
    return openFiles(Path.of("/", PROC));
  }

  private static Optional<Long> openFiles(Path proc) {
    // Max open files   SOFT   HARD   files
    String[] words = line(proc.resolve("self/limits"), "Max open files").split("\\s+", -1);
    return words.length > 1 && words[1].matches("\\d{1,18}")
        ? Optional.of(Long.valueOf(words[1]))
        : Optional.empty();
  }

  private static String topology(Path root, Path cpus) {
    List<Path> all = children(cpus, CPU);
    long packages = distinct(all, cpu -> read(cpu.resolve("topology/physical_package_id")));
    long cores =
        distinct(
            all,
            cpu ->
                read(cpu.resolve("topology/physical_package_id"))
                    .flatMap(socket ->
                        read(cpu.resolve("topology/core_id")).map(core -> socket + "/" + core)));
    int nodes = children(root.resolve("sys/devices/system/node"), NODE).size();
    return packages == 0
        ? UNKNOWN
        : "%d processors on %d cores in %d sockets, %d memory nodes"
            .formatted(all.size(), cores, packages, Math.max(1, nodes));
  }

  private static String caches(Path cpus) {
    String caches =
        Stream.of("index0", "index1", "index2", "index3")
            .map(index -> cpus.resolve("cpu0/cache").resolve(index))
            .filter(Files::isDirectory)
            .map(index ->
                "L%s %s %s for processors %s"
                    .formatted(
                        read(index.resolve("level")).orElse("?"),
                        read(index.resolve("type")).orElse(""),
                        read(index.resolve("size")).orElse("?"),
                        read(index.resolve("shared_cpu_list")).orElse("?")))
            .collect(Collectors.joining(", "));
    return caches.isEmpty() ? UNKNOWN : caches;
  }

  private static String smt(Path cpus) {
    return switch (read(cpus.resolve("smt/active")).orElse("")) {
      case "1" -> "on";
      case "0" -> "off (" + read(cpus.resolve("smt/control")).orElse(UNKNOWN) + ")";
      default -> UNKNOWN;
    };
  }

  private static String governor(Path cpus) {
    TreeSet<String> governors = new TreeSet<>();
    for (Path cpu : children(cpus, CPU)) {
      read(cpu.resolve("cpufreq/scaling_governor")).ifPresent(governors::add);
    }
    if (governors.isEmpty()) {
      return "not told; a virtual machine does not know it";
    }
    String driver = read(cpus.resolve("cpu0/cpufreq/scaling_driver")).orElse(UNKNOWN);
    String boost =
        read(cpus.resolve("cpufreq/boost"))
            .or(() ->
                read(cpus.resolve("intel_pstate/no_turbo")).map(no -> "1".equals(no) ? "0" : "1"))
            .map(on -> "1".equals(on) ? ", boost on" : ", boost off")
            .orElse("");
    return String.join(", ", governors) + " (driver " + driver + boost + ")";
  }

  private static String clock(Path root) {
    return read(root.resolve("sys/devices/system/clocksource/clocksource0/current_clocksource"))
        .orElse(UNKNOWN);
  }

  private static String hypervisor(Path root, Path proc) {
    boolean virtual = line(proc.resolve("cpuinfo"), "flags").contains("hypervisor");
    String product =
        Stream.of("sys_vendor", "product_name")
            .flatMap(name -> read(root.resolve("sys/class/dmi/id").resolve(name)).stream())
            .collect(Collectors.joining(" "));
    return (virtual ? "yes" : "none seen") + (product.isEmpty() ? "" : " (" + product + ")");
  }

  private static String controlGroup(Path root, Path proc) {
    Path top = root.resolve(CONTROL_GROUPS);
    Matcher own = CGROUP.matcher(read(proc.resolve("self/cgroup")).orElse(""));
    Path group = own.find() ? top.resolve(own.group(1).substring(1)) : top;
    String limits =
        Stream.of("cpu.max", "cpuset.cpus.effective", "cpu.weight", "memory.max")
            .flatMap(name ->
                read(group.resolve(name))
                    .or(() -> read(top.resolve(name)))
                    .map(limit -> name + " " + limit)
                    .stream())
            .collect(Collectors.joining(", "));
    return limits.isEmpty() ? UNKNOWN : limits;
  }

  private static String memory(Path proc) {
    return Stream.of("Total", "Available")
        .map(name ->
            name.toLowerCase(Locale.ROOT)
                + " "
                + megabytes(line(proc.resolve("meminfo"), "Mem" + name + ":")))
        .collect(Collectors.joining(", "));
  }

  private static String megabytes(String kilobytes) {
    return kilobytes.matches("\\d{1,15} kB")
        ? Long.parseLong(kilobytes, 0, kilobytes.length() - 3, 10) / KILO + " MB"
        : UNKNOWN;
  }

  /// Returns what is behind this word in the first line that begins with it.
  private static String line(Path file, String beginning) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(beginning.length()).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException | UncheckedIOException e) {
      return UNKNOWN;
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty(); // not every kernel has it, and not everybody may read it
    }
  }

  private static List<Path> children(Path folder, Pattern name) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static long distinct(List<Path> cpus, Function<Path, Optional<String>> fact) {
    return cpus.stream().map(fact).flatMap(Optional::stream).distinct().count();
  }
}
