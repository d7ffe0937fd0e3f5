package io.smolscale.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.smolscale.pekko.programs.ActorsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;

/// What docs/actors.md shows is what is compiled and loaded here.
class ActorsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("smolscale.root", ".."));
  private static final Path SOURCES =
      ROOT.resolve("smolscale-pekko/src/test/java/io/smolscale/pekko/programs");
  private static final Pattern QUOTE =
      Pattern.compile("<!-- quote (\\w+\\.java) -->\n+```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LOADED =
      Pattern.compile("<!-- load -->\n+```hocon\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("```(?:hocon|java)\n");

  @Test
  void eachPieceOfConfigurationMakesDispatchersThatRunTasks() throws Exception {
    List<MatchResult> pieces = LOADED.matcher(page()).results().toList();
    for (MatchResult piece : pieces) {
      Config config = ConfigFactory.parseString(piece.group(1));
      ActorSystem system =
          ActorSystem.create(
              "page",
              ConfigFactory.load(
                  config.withFallback(ConfigFactory.parseString("pekko.stdout-loglevel = OFF"))));
      try {
        List<String> ids =
            config.entrySet().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(key -> key.endsWith(".executor"))
                .map(key -> key.substring(0, key.lastIndexOf('.')))
                .filter(id -> !id.contains("remote"))
                .toList();
        assertThat(ids).isNotEmpty();
        for (String id : ids) {
          CompletableFuture.runAsync(() -> {}, system.dispatchers().lookup(id)).join();
        }
        assertThat(SmolscaleDispatchers.of(system)).containsKeys(ids.toArray(String[]::new));
      } finally {
        Systems.end(system);
      }
    }
    assertThat(pieces).hasSize(3);
  }

  @Test
  void theJavaIsQuotedAsItIsAndRuns() throws Exception {
    MatchResult quote = QUOTE.matcher(page()).results().findFirst().orElseThrow();
    String source = Files.readString(SOURCES.resolve(quote.group(1)));
    int begin = source.indexOf("// quote\n") + "// quote\n".length();
    int end = source.lastIndexOf("\n", source.indexOf("// end\n"));
    assertThat(quote.group(2))
        .isEqualTo(source.substring(begin, end).stripTrailing().stripIndent() + "\n");
    ActorSystem system = ActorSystem.create("page");
    try {
      assertThat(Systems.<Boolean>ask(ActorsPage.start(system), "virtual?")).isTrue();
    } finally {
      Systems.end(system);
    }
  }

  @Test
  void noPieceIsLeftOut() throws IOException {
    String page = page();
    long all = BLOCK.matcher(page).results().count();
    assertThat(LOADED.matcher(page).results().count() + QUOTE.matcher(page).results().count())
        .isEqualTo(all);
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/actors.md"));
  }
}
