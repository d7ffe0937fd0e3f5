package io.smolscale.cli.dump;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `jcmd PID Thread.print` knows and the dump does not.
///
/// @param cpuMillis what each platform thread has used, by its thread id
/// @param systemIds the operating system's number of each of these, in the process's own name space
/// @param classes the class whose initialisation a thread waits for, by its thread id; that of a
///   virtual thread where one is mounted
public record Printout(
    Map<Long, Double> cpuMillis, Map<Long, Long> systemIds, Map<Long, String> classes) {
  private static final Pattern HEAD =
      Pattern.compile("^\".*\" #(\\d+) \\[(\\d+)\\] .*?cpu=([0-9.]+)ms .*");
  private static final Pattern MOUNTED = Pattern.compile("^\\s+Mounted virtual thread #(\\d+).*");
  private static final Pattern CLASS =
      Pattern.compile("^\\s+- waiting on the Class initialization monitor for (\\S+).*");

  public Printout {
    cpuMillis = Map.copyOf(cpuMillis);
    systemIds = Map.copyOf(systemIds);
    classes = Map.copyOf(classes);
  }

  /// Reads one.
  public static Printout parse(String text) {
    Map<Long, Double> cpu = new HashMap<>();
    Map<Long, Long> systemIds = new HashMap<>();
    Map<Long, String> classes = new HashMap<>();
    long thread = -1;
    for (String line : text.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      Matcher mounted = MOUNTED.matcher(line);
      Matcher waits = CLASS.matcher(line);
      if (head.matches()) {
        thread = Long.parseLong(head.group(1));
        systemIds.put(thread, Long.valueOf(head.group(2)));
        cpu.put(thread, Double.valueOf(head.group(3)));
      } else if (mounted.matches()) {
        thread = Long.parseLong(mounted.group(1));
      } else if (waits.matches()) {
        classes.put(thread, waits.group(1).replace('/', '.'));
      }
    }
    return new Printout(cpu, systemIds, classes);
  }
}
