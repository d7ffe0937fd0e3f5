package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Structured concurrency is a preview in JDK 25, so its program is a source file that `java`
/// compiles as it starts.
class StructuredConcurrencyIT {
  private static final String SOURCE =
      """
      import java.util.concurrent.StructuredTaskScope;
      import java.util.concurrent.StructuredTaskScope.Joiner;
      import java.util.concurrent.StructuredTaskScope.Subtask;

      class Structured {
        static final ScopedValue<String> USER = ScopedValue.newInstance();

        public static void main(String[] args) throws Exception {
          ScopedValue.where(USER, "ada").call(() -> { all(); return 0; });
          first();
          failing();
        }

        static void all() throws Exception {
          try (var scope = StructuredTaskScope.open()) {
            Subtask<String> a = scope.fork(() -> { Thread.sleep(2); return USER.get(); });
            Subtask<String> b = scope.fork(() -> Thread.currentThread().toString());
            scope.join();
            System.out.println("all: " + a.get() + " " + b.get());
          }
        }

        static void first() throws Exception {
          try (var scope =
              StructuredTaskScope.open(Joiner.<String>anySuccessfulResultOrThrow())) {
            scope.fork(() -> { Thread.sleep(3_600_000); return "late"; });
            scope.fork(() -> "first");
            System.out.println("any: " + scope.join());
          }
        }

        static void failing() throws Exception {
          try (var scope = StructuredTaskScope.open()) {
            scope.fork(() -> { throw new IllegalStateException("says the test"); });
            scope.fork(() -> { Thread.sleep(3_600_000); return "late"; });
            scope.join();
          } catch (StructuredTaskScope.FailedException e) {
            System.out.println("failed: " + e.getCause().getMessage());
          }
        }
      }
      """;

  @Test
  void scopesForkOnSmolscale(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Structured.java");
    Files.writeString(source, SOURCE);
    Result result =
        Program.of("--enable-preview", "--source", "25", source.toString())
            .withAgent()
            .run()
            .assertEndedWell();
    assertThat(result.out())
        .hasSize(3)
        .contains("any: first", "failed: says the test")
        .anyMatch(line -> line.startsWith("all: ada ") && line.contains("@smolscale-"));
  }
}
