package io.smolscale.bench.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class PagesTest {
  private static final Path ROOT = Path.of(System.getProperty("smolscale.root", ".."));
  private static final String RESULTS = "docs/benchmarks/2026-11-24-two-cores/results.json";

  @Test
  void everyFigureThatAPageQuotesIsThatOfTheCommittedRun() throws IOException {
    assertThat(new Pages(ROOT).stale().keySet())
        .as("stale; ./mvnw -q package -DskipTests -pl smolscale-bench -am, and then")
        .as("java -cp smolscale-bench/target/smolscale-bench.jar io.smolscale.bench.pages.Pages")
        .isEmpty();
  }

  @Test
  void aFigureThatSomebodyChangesByHandIsFound(@TempDir Path copy) throws IOException {
    Path page = copyOfFirstPage(copy);
    String text = Files.readString(page);
    int figure = text.indexOf("0.5", text.indexOf("-->"));
    Files.writeString(page, text.substring(0, figure) + "0.4" + text.substring(figure + 3));
    assertThat(new Pages(copy).stale()).containsOnlyKeys("README.md").containsValue(text);
  }

  @Test
  void aPlotOfAnotherRunIsFound(@TempDir Path copy) throws IOException {
    copyOfFirstPage(copy);
    Path plot = copy.resolve(Pages.PLOT);
    String drawn = Files.readString(plot);
    Files.writeString(plot, drawn.replaceFirst(">86<", ">68<"));
    assertThat(new Pages(copy).stale()).containsOnlyKeys(Pages.PLOT).containsValue(drawn);
    Files.delete(plot);
    assertThat(new Pages(copy).stale()).containsOnlyKeys(Pages.PLOT);
  }

  @Test
  void otherResultsMakeTheFirstPageAndThePlotStale(@TempDir Path copy) throws IOException {
    copyOfFirstPage(copy);
    Path results = copy.resolve(RESULTS);
    Files.writeString(
        results, Files.readString(results).replaceAll("\"median\":([0-9])", "\"median\":1$1"));
    assertThat(new Pages(copy).stale()).containsOnlyKeys("README.md", Pages.PLOT);
  }

  @Test
  void thePlotIsWellFormedAndReadableOnDarkPages() throws Exception {
    String plot = Files.readString(ROOT.resolve(Pages.PLOT));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(plot)));
    assertThat(plot).contains("prefers-color-scheme: dark");
    assertThat(Files.readString(ROOT.resolve("README.md"))).contains("](" + Pages.PLOT + ")");
  }

  private static Path copyOfFirstPage(Path copy) throws IOException {
    Files.createDirectories(copy.resolve(RESULTS).getParent());
    for (String file : new String[] {"README.md", Pages.PLOT, RESULTS}) {
      Files.copy(ROOT.resolve(file), copy.resolve(file));
    }
    return copy.resolve("README.md");
  }
}
