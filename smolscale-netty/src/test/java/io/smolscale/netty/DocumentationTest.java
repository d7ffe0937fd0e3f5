package io.smolscale.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What docs/servers.md quotes is what is compiled and run here.
class DocumentationTest {
  private static final Path PAGE = Path.of("../docs/servers.md");
  private static final Path RECIPES = Path.of("src/test/java/io/smolscale/netty/Recipes.java");
  private static final Pattern QUOTE =
      Pattern.compile("<!-- quote Recipes.java (\\w+) -->\n+```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void thePageQuotesEachRecipeAsItIs() throws IOException {
    String recipes = Files.readString(RECIPES);
    Matcher quote = QUOTE.matcher(Files.readString(PAGE));
    int found = 0;
    for (; quote.find(); found++) {
      String mark = "// quote " + quote.group(1) + "\n";
      int begin = recipes.indexOf(mark) + mark.length();
      int end = recipes.lastIndexOf("\n", recipes.indexOf("// end\n", begin));
      String region = recipes.substring(begin, end).stripTrailing().stripIndent() + "\n";
      assertThat(quote.group(2)).as(quote.group(1)).isEqualTo(region);
    }
    assertThat(found).isEqualTo(recipes.split("// quote ", -1).length - 1);
  }
}
