import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Follows each link within the site that `build/site` makes, pages and anchors, and says which
/// ones lead nowhere, and which pages the menu leaves out. The javadoc's own pages are not read:
/// javadoc checks its links.
final class CheckSite {
  private static final Pattern LINK = Pattern.compile("<a\\b[^>]*?\\shref=\"([^\"]*)\"");
  private static final Pattern IMAGE = Pattern.compile("<img\\b[^>]*?\\ssrc=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("([a-z]+:|//).*");
  private static final String NOT_FOUND = "404.html";

  private final Path site;
  private final Map<Path, Set<String>> ids = new HashMap<>();

  private CheckSite(Path site) {
    this.site = site;
  }

  public static void main(String[] args) throws IOException {
    CheckSite check = new CheckSite(Path.of(args[0]).toAbsolutePath().normalize());
    List<Path> pages = check.pages();
    Set<String> dead = new TreeSet<>();
    for (Path page : pages) {
      check.follow(page, dead);
    }
    check.menu(pages, dead);
    dead.forEach(System.err::println);
    if (!dead.isEmpty() || pages.size() < 20) {
      System.err.println(dead.size() + " links lead nowhere, on " + pages.size() + " pages");
      System.exit(1);
    }
    System.out.println("all links of " + pages.size() + " pages lead somewhere");
  }

  private List<Path> pages() throws IOException {
    Path api = site.resolve("api");
    try (Stream<Path> files = Files.walk(site)) {
      return files
          .filter(file -> file.toString().endsWith(".html") && !file.startsWith(api))
          .filter(file -> !file.endsWith(NOT_FOUND) && !file.endsWith("report.html"))
          .toList();
    }
  }

  private void follow(Path page, Set<String> dead) throws IOException {
    String text = Files.readString(page, UTF_8);
    for (Pattern pattern : List.of(LINK, IMAGE)) {
      Matcher links = pattern.matcher(text);
      while (links.find()) {
        String link = links.group(1).replace("&amp;", "&");
        if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(page, link)) {
          dead.add(site.relativize(page) + ": nothing is at " + link);
        }
      }
    }
  }

  /// Each page of docs, subfolders aside, is in the menu that stands beside all pages.
  private void menu(List<Path> pages, Set<String> dead) throws IOException {
    String first = Files.readString(site.resolve("index.html"), UTF_8);
    for (Path page : pages) {
      String link = "/" + site.relativize(page);
      if (page.getParent().endsWith("docs") && !first.contains("href=\"" + link + "\"")) {
        dead.add("the menu does not lead to " + link);
      }
    }
  }

  private boolean leadsSomewhere(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    String name = URLDecoder.decode(hash < 0 ? link : link.substring(0, hash), UTF_8);
    Path target =
        name.isEmpty()
            ? page
            : name.startsWith("/") ? site.resolve(name.substring(1)) : page.resolveSibling(name);
    if (Files.isDirectory(target)) {
      target = target.resolve("index.html");
    }
    if (!Files.isRegularFile(target)) {
      return false;
    }
    String anchor = hash < 0 ? "" : URLDecoder.decode(link.substring(hash + 1), UTF_8);
    return anchor.isEmpty() || ids(target.normalize()).contains(anchor);
  }

  private Set<String> ids(Path page) throws IOException {
    Set<String> known = ids.get(page);
    if (known == null) {
      known = new HashSet<>();
      Matcher matcher = ID.matcher(Files.readString(page, UTF_8));
      while (matcher.find()) {
        known.add(matcher.group(1));
      }
      ids.put(page, known);
    }
    return known;
  }
}
