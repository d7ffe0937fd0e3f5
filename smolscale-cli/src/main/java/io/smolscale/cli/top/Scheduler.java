package io.smolscale.cli.top;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A scheduler, as the JVM answers. Numbers that it does not tell are 0.
///
/// @param json all that it told
record Scheduler(Map<?, ?> json) {
  /// A worker of it, as the JVM answers.
  ///
  /// @param json all that it told
  record Lane(Map<?, ?> json) {
    String name() {
      return text(json.get("name"));
    }

    long worker() {
      return number(json.get("worker"));
    }

    long system() {
      return number(json.get("system"));
    }

    boolean spare() {
      return Boolean.TRUE.equals(json.get("spare"));
    }

    String state() {
      return text(json.get("state"));
    }

    boolean isInTask() {
      return state().equals("running") || state().equals("held");
    }

    long task() {
      return number(json.get("task"));
    }

    long waiting() {
      return number(json.get("waiting"));
    }

    long thread() {
      return number(json.get("thread"));
    }

    String threadName() {
      return text(json.get("threadName"));
    }
  }

  /// Somebody who was stuck, as the JVM answers.
  ///
  /// @param json all that it told
  record Stuck(Map<?, ?> json) {
    long at() {
      return number(json.get("at"));
    }

    String worker() {
      return text(json.get("worker"));
    }

    long thread() {
      return number(json.get("thread"));
    }

    String threadName() {
      return text(json.get("threadName"));
    }

    List<String> stack() {
      return list(json.get("stack")).stream().map(Scheduler::text).toList();
    }
  }

  String name() {
    return text(json.get("name"));
  }

  long get(String key) {
    return number(json.get(key));
  }

  List<Lane> lanes() {
    return list(json.get("lanes")).stream().map(lane -> new Lane((Map<?, ?>) lane)).toList();
  }

  List<Stuck> stuck() {
    return list(json.get("stuck")).stream().map(stuck -> new Stuck((Map<?, ?>) stuck)).toList();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
