package io.smolscale.bench.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How a JVM is started that is to have the options that it is given, and no others.
public final class JavaProcess {
  private static final Set<String> ADDS_OPTIONS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private JavaProcess() {}

  /// A process of the JDK that this one runs on, without what the environment adds to every JVM.
  ///
  /// @param arguments what follows `java`
  public static ProcessBuilder builder(List<String> arguments) {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    final ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(ADDS_OPTIONS);
    return builder;
  }
}
