package com.example.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reactivex.rxjava3.core.Flowable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// What the pages of the adapters quote is what is compiled and run.
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path JAVA = Path.of("src/main/java/com/example/consumer");
  private static final Path KOTLIN =
      ROOT.resolve("smolscale-coroutines/src/test/kotlin/io/smolscale/coroutines");
  private static final Pattern QUOTE =
      Pattern.compile(
          "<!-- quote (\\w+\\.(java|kt)) ?(\\w*) -->\n+```\\w+\n(.*?)```", Pattern.DOTALL);

  @Test
  void thePagesQuoteTheSamplesAsTheyAre() throws IOException {
    assertEquals(2, compared("docs/reactive.md"));
    assertEquals(1, compared("docs/coroutines.md"));
  }

  private static int compared(String page) throws IOException {
    Matcher quote = QUOTE.matcher(Files.readString(ROOT.resolve(page)));
    int found = 0;
    for (; quote.find(); found++) {
      Path folder = quote.group(2).equals("kt") ? KOTLIN : JAVA;
      String source = Files.readString(folder.resolve(quote.group(1)));
      String mark = ("// quote " + quote.group(3)).strip() + "\n";
      int begin = source.indexOf(mark) + mark.length();
      int end = source.lastIndexOf("\n", source.indexOf("// end\n", begin));
      String region = source.substring(begin, end).stripTrailing().stripIndent() + "\n";
      assertEquals(region, quote.group(4), quote.group(1));
    }
    return found;
  }

  @Test
  void theSamplesDoWhatTheySay() {
    assertEquals(
        List.of("packed 1, shipped", "packed 2, shipped"),
        Streams.shipped(Flux.just(1, 2)).collectList().block());
    assertEquals(
        List.of("packed 1", "packed 2"),
        Streams.delivered(Flowable.just(1, 2)).toList().blockingGet());
  }
}
