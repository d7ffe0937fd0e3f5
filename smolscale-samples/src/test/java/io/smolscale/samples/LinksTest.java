package io.smolscale.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each relative link of the documentation leads to a file, and to a heading in it.
class LinksTest {
  private static final Path ROOT = Path.of(System.getProperty("smolscale.root", ".."));
  private static final int COLUMNS = 120; // as many as a window beside another one has
  private static final Pattern NOT_TEXT =
      Pattern.compile("(?ms)^```.*?^```|^    .*?$|<!--.*?-->|`[^`\n]*`");
  private static final Pattern LINK =
      Pattern.compile("(?m)]\\(([^()\\s]+)\\)|^\\[[^\\]]+]: (\\S+)$");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINKED = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
  private static final Pattern NOT_IN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}\\p{M}_\\- ]");

  @Test
  void everyRelativeLinkLeadsToAFileAndToAHeadingInIt() throws IOException {
    List<Path> pages = pages(ROOT);
    assertThat(pages).hasSizeGreaterThan(60);
    assertThat(dead(pages)).isEmpty();
  }

  @Test
  void noLineOfReadmeIsLongerThanAWindow() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md")))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
  }

  @Test
  void linksThatLeadNowhereAreFound(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("README.md");
    Files.writeString(folder.resolve("other.md"), "# A `name`, twice\n\n## Here & there\n");
    Files.writeString(
        page,
        """
        # Top
        [good](other.md), [good](#top), [good](other.md#a-name-twice), [good](other.md#here--there),
        [good](https://example.com/x), `[code](code.md)`
        [bad](gone.md), [bad](#bottom), [bad](other.md#everywhere), [over
        two lines](lost.md), [by name][a], [by name][b]

        [a]: other.md#here--there
        [b]: missing.md
        """);
    assertThat(dead(List.of(page)))
        .extracting(fault -> fault.substring(fault.lastIndexOf(' ') + 1))
        .containsExactly("gone.md", "#bottom", "other.md#everywhere", "lost.md", "missing.md");
  }

  private static List<Path> pages(Path root) throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")) {
      pages.add(root.resolve(name));
    }
    try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static List<String> dead(List<Path> pages) throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages) {
      Matcher links = LINK.matcher(NOT_TEXT.matcher(Files.readString(page)).replaceAll(""));
      while (links.find()) {
        String link = links.group(1) != null ? links.group(1) : links.group(2);
        if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(page, link)) {
          dead.add(page + ": nothing is at " + link);
        }
      }
    }
    return dead;
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    String name = hash < 0 ? link : link.substring(0, hash);
    Path target = name.isEmpty() ? page : page.resolveSibling(name);
    return Files.exists(target)
        && (hash < 0 || anchors(Files.readString(target)).contains(link.substring(hash + 1)));
  }

  /// Returns the anchors that GitHub, and our site, make of the headings of a page.
  private static Set<String> anchors(String page) {
    Set<String> anchors = new HashSet<>();
    Matcher headings = HEADING.matcher(CODE.matcher(page).replaceAll(""));
    while (headings.find()) {
      String text = LINKED.matcher(headings.group(1).strip()).replaceAll("$1");
      String anchor =
          NOT_IN_ANCHOR.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
      for (int i = 1; !anchors.add(i == 1 ? anchor : anchor + "-" + (i - 1)); i++) {}
    }
    return anchors;
  }
}
