package io.smolscale.cli.dump;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All threads of a JVM, as `jcmd PID Thread.dump_to_file -format=json` writes them.
///
/// @param threads in the order of the dump
public record Dump(List<ThreadAt> threads) {
  public Dump {
    threads = List.copyOf(threads);
  }

  /// Reads one.
  ///
  /// @throws IOException when it is none
  public static Dump parse(String json) throws IOException {
    List<ThreadAt> threads = new ArrayList<>();
    for (Object container :
        list(map(JSON.std.mapFrom(json).get("threadDump")), "threadContainers")) {
      for (Object thread : list(map(container), "threads")) {
        threads.add(thread(map(thread)));
      }
    }
    return new Dump(threads);
  }

  private static ThreadAt thread(Map<?, ?> json) {
    return new ThreadAt(
        number(json.get("tid")),
        text(json.get("name")),
        Boolean.TRUE.equals(json.get("virtual")),
        text(json.get("state")),
        json.get("parkBlocker") == null ? "" : text(map(json.get("parkBlocker")).get("object")),
        text(json.get("blockedOn")),
        text(json.get("waitingOn")),
        list(json, "stack").stream().map(frame -> Frame.parse(text(frame))).toList(),
        list(json, "monitorsOwned").stream()
            .flatMap(at -> list(map(at), "locks").stream())
            .map(Dump::text)
            .filter(lock -> !lock.isEmpty()) // one that the compiler has left out
            .toList(),
        json.get("carrier") == null ? -1 : number(json.get("carrier")));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Map<?, ?> in, String key) {
    return in.get(key) instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /// The JDK writes numbers as strings.
  private static long number(@Nullable Object value) {
    return value == null ? -1 : Long.parseLong(value.toString());
  }
}
