package io.smolscale.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.smolscale.bench.result.Summary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PageTest {
  private static final List<String> BROWSERS =
      List.of("chromium", "google-chrome", "chrome", "chromium-headless-shell", "chromium-browser");

  private final String page =
      Page.of(Samples.summary(50), Change.between(Samples.summary(20), Samples.summary(50)));

  @TempDir private Path folder;

  @Test
  void isWellFormedAndNeedsNothingElse() throws Exception {
    final Document document = parse();
    for (final String element : List.of("script", "link", "img", "iframe", "object")) {
      assertThat(document.getElementsByTagName(element).getLength()).as(element).isZero();
    }
    assertThat(page).doesNotContain("@import", "url(");
  }

  @Test
  void hasAPlotOfEachKind() throws Exception {
    final Document document = parse();
    // four of ratios; http as its rate grows: CPU, wake-ups, p50, p99; latency of four workloads
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(12);
    assertThat(document.getElementsByTagName("circle").getLength()).isGreaterThan(20);
    assertThat(page).contains("http: CPU per operation, us", "http: p99, us", "requests a second");
    assertThat(page).doesNotContain("NaN", "Infinity", "null");
  }

  @Test
  void namesWhatItRanOnAndWhatWentWrong() {
    assertThat(page)
        .contains("2 x a CPU &amp; more", "a &lt;JDK&gt;", "a collector", "commit abc", "--quick")
        .contains("never completes: no &lt;lap&gt;")
        .contains("even the last time")
        .contains("<dt>jdk</dt><dd>the scheduler of virtual threads of the JDK");
  }

  @Test
  void whatIsWorseIsBold() {
    assertThat(page).contains("<b>WORSE</b>", "<b>0.50 (0.50-0.50)</b>");
  }

  @Test
  void thePageBeginsWithWhatIsGainedAndLost() {
    assertThat(page.indexOf("What is gained")).isBetween(0, page.indexOf("<svg"));
    assertThat(page)
        .contains("<li>CPU time, of 4: less in 4 (0.50 to 0.50).</li>")
        .contains("<li>beside-yielders, jdk: never completes: no &lt;lap&gt;</li>")
        .contains("On 2 x a CPU &amp; more, an OS, a &lt;JDK&gt;");
  }

  @Test
  void resultsSurviveTheirFile() throws Exception {
    final Path file = folder.resolve("results.json");
    Samples.summary(50).write(file);
    final Summary read = Summary.read(file);
    assertThat(Page.of(read, List.of())).isEqualTo(Page.of(Samples.summary(50), List.of()));
  }

  /// In a browser, where there is one: nothing to complain of, and something to see.
  @Test
  void aBrowserShowsIt() throws Exception {
    final Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "no Chromium on the PATH");
    final Path html = Files.writeString(folder.resolve("report.html"), page);
    final Path picture = folder.resolve("report.png");
    final Path log = folder.resolve("log");
    final Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--window-size=1300,2400",
                "--user-data-dir=" + folder.resolve("profile"),
                "--screenshot=" + picture,
                html.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(Duration.ofSeconds(90))).isTrue();
    assertThat(Files.readString(log, UTF_8)).doesNotContain("CONSOLE");
    assertThat(colours(ImageIO.read(picture.toFile()))).isGreaterThan(20);
  }

  @Test
  void servicesHaveATableAndTheirCpuAgainstTheRate() throws Exception {
    String services = Page.of(Samples.services(), List.of());
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(services.getBytes(UTF_8)))
                .getElementsByTagName("svg")
                .getLength())
        .as("CPU and rate of two services; latency of six rows; ratios of four kinds")
        .isEqualTo(2 + 6 + 4);
    assertThat(services)
        .contains("spring-json: CPU a request, us", "grpc-unary: CPU a request, us")
        .contains("<th colspan=\"2\">CPU a request</th>", "<th>25 %</th><th>75 %</th>")
        .contains("<td class=\"less\">0.50 &#9660;</td>", "<td class=\"more\">2 &#9650;</td>")
        .contains("<td class=\"less\">9,545, 2 &#9650;</td>")
        .contains(
            "more in 2 (2 to 2), which is a loss: spring-json-percent-75 2, grpc-unary-percent-75"
                + " 2.")
        .contains("The highest rate, of 2: more in 2 (2 to 2).")
        .contains("spring-json: jdk bears 1,000 requests a second.");
    assertThat(services).doesNotContain("NaN", "Infinity", "null", "As one number grows");
  }

  private static long colours(BufferedImage image) {
    return IntStream.range(0, image.getHeight())
        .flatMap(y -> IntStream.range(0, image.getWidth()).map(x -> image.getRGB(x, y)))
        .distinct()
        .count();
  }

  private static Optional<Path> browser() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .flatMap(dir -> BROWSERS.stream().map(name -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Document parse() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(UTF_8)));
  }
}
