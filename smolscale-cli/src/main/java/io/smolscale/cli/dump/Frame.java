package io.smolscale.cli.dump;

import java.util.List;

/// A frame of a stack, as a thread dump writes it.
///
/// @param type the name of the class
/// @param method its method
/// @param place file and line, or `Native Method`
public record Frame(String type, String method, String place) {
  private static final List<String> JDK =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.proxy.", "com.sun.net.", "com.sun.jndi.");
  private static final List<String> OURS =
      List.of("io.smolscale.internal.", "io.smolscale.agent.", "smolscale.");
  private static final List<String> API =
      List.of(
          "BalancedScheduler",
          "Immortal",
          "Nursery",
          "Scheduler",
          "Smolscale",
          "Task",
          "TaskReaper");

  /// Reads one: `java.base/java.lang.Thread.run(Thread.java:1474)`.
  public static Frame parse(String text) {
    int open = text.indexOf('(');
    String head = open < 0 ? text : text.substring(0, open);
    String place = open < 0 ? "" : text.substring(open + 1).replaceAll("\\)$", "");
    int lambda = head.indexOf("$$Lambda/");
    int slash = (lambda < 0 ? head : head.substring(0, lambda)).lastIndexOf('/');
    String name = head.substring(slash + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? new Frame("", name, place)
        : new Frame(name.substring(0, dot), name.substring(dot + 1), place);
  }

  /// Whether it is the JDK's, or one of ours that stands between the JDK and a program.
  public boolean isMachinery() {
    return JDK.stream().anyMatch(type::startsWith)
        || OURS.stream().anyMatch(type::startsWith)
        || API.stream()
            .anyMatch(name ->
                type.equals("io.smolscale." + name)
                    || type.startsWith("io.smolscale." + name + "$"));
  }

  public boolean isNative() {
    return place.equals("Native Method");
  }

  public boolean isClassInitialiser() {
    return method.equals("<clinit>");
  }

  boolean is(String typeName, String methodName) {
    return type.equals(typeName) && method.equals(methodName);
  }

  /// The name of the class without its package.
  public String simpleType() {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /// For a sentence: `Shop.order (Shop.java:42)`.
  @Override
  public String toString() {
    String site = simpleType() + "." + method;
    return place.isEmpty() ? site : site + " (" + place + ")";
  }
}
