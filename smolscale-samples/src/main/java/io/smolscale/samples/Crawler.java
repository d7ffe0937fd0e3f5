package io.smolscale.samples;

import com.sun.net.httpserver.HttpServer;
import io.smolscale.Nursery;
import io.smolscale.OnFailure;
import io.smolscale.Smolscale;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/// Follows all links of a site, with a few requests at a time. A page that cannot be had is
/// reported, and does not stop the others.
public final class Crawler {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");

  // quote
  private final Set<URI> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> failures = ConcurrentHashMap.newKeySet();
  private final Semaphore permits;
  private final HttpClient client;

  /// Makes a crawler that has at most so many requests under way.
  public Crawler(HttpClient client, int atOnce) {
    this.client = client;
    permits = new Semaphore(atOnce);
  }

  /// Crawls the site, and returns when every page has been seen.
  public Set<URI> crawl(URI start) throws Exception {
    try (Nursery nursery = Nursery.open()) {
      visit(nursery, start);
      nursery.join();
    }
    return seen;
  }

  private void visit(Nursery nursery, URI page) {
    if (seen.add(page)) {
      nursery.spawn(
          OnFailure.ignoreWith(e -> failures.add(page + ": " + e.getMessage())),
          () -> {
            LINK.matcher(fetch(page))
                .results()
                .forEach(link -> visit(nursery, page.resolve(link.group(1))));
            return true;
          });
    }
  }

  private String fetch(URI page) throws IOException, InterruptedException {
    permits.acquire();
    try {
      var response = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return response.body();
    } finally {
      permits.release();
    }
  }

  // end

  /// What could not be had.
  public Set<String> failures() {
    return failures;
  }

  /// A site on this machine: a tree of pages, the last of whose links is dead.
  public static HttpServer localSite(int pages) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Smolscale.scheduler().virtualThreadExecutor());
    server.createContext(
        "/",
        exchange -> {
          int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          StringBuilder page = new StringBuilder();
          for (int child = 3 * number + 1; child <= 3 * number + 3; child++) {
            page.append("<a href=\"/").append(child).append("\">").append(child).append("</a>");
          }
          byte[] body = (number < pages ? page.toString() : "no").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(number < pages ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  /// Runs it.
  public static void main(String[] args) throws Exception {
    HttpServer site = localSite(100);
    try (ExecutorService threads = Smolscale.scheduler().virtualThreadExecutor();
        HttpClient client = HttpClient.newBuilder().executor(threads).build()) {
      Crawler crawler = new Crawler(client, 4);
      URI start = URI.create("http://127.0.0.1:" + site.getAddress().getPort() + "/0");
      System.out.println(Smolscale.blockOn(() -> crawler.crawl(start)).size() + " pages seen");
      System.out.println(crawler.failures().size() + " of them cannot be had");
    } finally {
      site.stop(0);
    }
  }
}
