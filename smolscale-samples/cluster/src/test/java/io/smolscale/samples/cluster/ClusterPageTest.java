package io.smolscale.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/cluster.md quotes the configuration as it is, and shows none that is not.
class ClusterPageTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Pattern QUOTE =
      Pattern.compile("<!-- quote (\\S+\\.conf) -->\n+```hocon\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("```\\w+\n");

  @Test
  void whatThePageShowsIsWhatTheNodesLoad() throws IOException {
    String page = Files.readString(MODULE.resolve("../../docs/cluster.md"));
    int quotes = 0;
    for (MatchResult quote : QUOTE.matcher(page).results().toList()) {
      Path file = MODULE.resolve("src/main/resources").resolve(quote.group(1));
      assertThat(quote.group(2)).isEqualTo(Files.readString(file));
      quotes++;
    }
    assertThat(quotes).isEqualTo(BLOCK.matcher(page).results().count()).isPositive();
  }
}
