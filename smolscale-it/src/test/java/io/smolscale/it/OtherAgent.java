package io.smolscale.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/// Agents that people have on their command lines, as their manuals say.
enum OtherAgent {
  JACOCO {
    @Override
    List<String> options(Path folder) {
      return List.of(
          "-javaagent:" + file("org.jacoco.agent-runtime.jar") + "=destfile=" + trace(folder));
    }

    @Override
    void assertWorked(Path folder) throws IOException {
      assertThat(Files.size(trace(folder))).isPositive();
    }
  },

  /// With nobody to send its traces to.
  OPEN_TELEMETRY {
    @Override
    List<String> options(Path folder) {
      return List.of(
          "-javaagent:" + file("opentelemetry-javaagent.jar"),
          "-Dotel.traces.exporter=none",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none",
          "-Dotel.javaagent.logging=simple");
    }

    @Override
    void assertWorked(Path folder) {
      // It says so on standard error only; without its jar the program would not have started.
    }
  },

  /// By a timer, as a container may not let it count events.
  ASYNC_PROFILER {
    @Override
    List<String> options(Path folder) throws IOException {
      return List.of(
          "-agentpath:"
              + asyncProfiler(folder)
              + "=start,event=itimer,collapsed,file="
              + trace(folder));
    }

    @Override
    void assertWorked(Path folder) throws IOException {
      assertThat(Files.readString(trace(folder))).contains("java/lang/Thread.run");
    }
  };

  /// What stands on the command line for it.
  ///
  /// @param folder for its files, which it has to itself
  abstract List<String> options(Path folder) throws IOException;

  /// It has done, beside ours, what it is there for.
  abstract void assertWorked(Path folder) throws IOException;

  static Path file(String name) {
    return Path.of(System.getProperty("smolscale.agents"), name);
  }

  private static Path trace(Path folder) {
    return folder.resolve("trace");
  }

  /// Copies the profiler's library into a folder.
  static Path asyncProfiler(Path folder) throws IOException {
    String entry = platform() + "/libasyncProfiler.so";
    Path library = folder.resolve("libasyncProfiler.so");
    try (JarFile jar = new JarFile(file("async-profiler.jar").toFile())) {
      @Nullable ZipEntry found = jar.getEntry(entry);
      assumeThat(found).as("%s in its jar", entry).isNotNull();
      try (InputStream bytes = jar.getInputStream(found)) {
        Files.copy(bytes, library);
      }
    }
    return library;
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return system.startsWith("mac") ? "macos" : arm ? "linux-arm64" : "linux-x64";
  }
}
