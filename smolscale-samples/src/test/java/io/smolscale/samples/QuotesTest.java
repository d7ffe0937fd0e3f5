package io.smolscale.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the documentation quotes is what is compiled and run here.
class QuotesTest {
  private static final Path ROOT = Path.of(System.getProperty("smolscale.root", ".."));
  private static final Path SOURCES =
      ROOT.resolve("smolscale-samples/src/main/java/io/smolscale/samples");
  private static final Path TESTS = ROOT.resolve("smolscale-core/src/test/java/io/smolscale");
  private static final Path INTERNAL_TESTS = TESTS.resolve("internal/balance");
  private static final Pattern TEST =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.([a-z]\\w*))?`");
  private static final Pattern QUOTE =
      Pattern.compile("<!-- quote (\\w+\\.java) -->\n+```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void theDocumentationQuotesTheSamplesAsTheyAre() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/samples.md"));
    TreeSet<String> quoted = new TreeSet<>();
    Matcher quote = QUOTE.matcher(page);
    while (quote.find()) {
      quoted.add(quote.group(1));
      assertThat(quote.group(2)).as(quote.group(1)).isEqualTo(region(quote.group(1)));
    }
    assertThat(quoted).containsExactlyElementsOf(samples());
  }

  /// A table of tests is worth something as long as they exist.
  @Test
  void theTestsThatTheParityTableNamesExist() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/ancestor.md"));
    Matcher name = TEST.matcher(page);
    int found = 0;
    for (; name.find(); found++) {
      Path file = TESTS.resolve(name.group(1) + ".java");
      if (!Files.exists(file)) {
        file = INTERNAL_TESTS.resolve(name.group(1) + ".java");
      }
      assertThat(file).as(name.group()).exists();
      if (name.group(2) != null) {
        assertThat(Files.readString(file))
            .as(name.group())
            .contains("  void " + name.group(2) + "(");
      }
    }
    assertThat(found).isGreaterThan(30);
  }

  /// The lines between the marks, without their common indentation.
  private static String region(String file) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    int begin = source.indexOf("// quote\n") + "// quote\n".length();
    int end = source.lastIndexOf("\n", source.indexOf("// end\n"));
    return source.substring(begin, end).stripTrailing().stripIndent() + "\n";
  }

  private static List<String> samples() throws IOException {
    try (var files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("package-info.java"))
          .sorted()
          .toList();
    }
  }
}
