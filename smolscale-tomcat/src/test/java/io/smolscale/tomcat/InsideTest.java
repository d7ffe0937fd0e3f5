package io.smolscale.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Tomcat's connector does, it does with its loops inside. Failsafe runs this with the option
/// file, and with `-Pmatrix` under the agent; then Surefire does, too, with smolscale as a library.
class InsideTest {
  private static final String ON_OUR_WORKER = "@smolscale-worker-";
  private static final int LARGE = 3_000_000;

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  // ---- whose threads

  @Test
  void pollerAcceptorAndRequestsAreVirtualThreadsOnOurWorkers() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(folder, running -> running.add("/where", new Answers.Where()))) {
      assertThat(tomcat.protocol().isInside()).isTrue();
      assertThat(get(tomcat.uri("/where")))
          .startsWith("VirtualThread[")
          .contains("http-nio-", "-virt-", ON_OUR_WORKER);
      assertThat(platformThreadsOf(tomcat)).as("no other threads").isEmpty();
    }
  }

  @Test
  void thePollerThatHandsRequestsOverRunsOnOurWorker() throws Exception {
    Queue<String> pollers = new ConcurrentLinkedQueue<>();
    try (var requests = Executors.newVirtualThreadPerTaskExecutor();
        RunningTomcat tomcat =
            RunningTomcat.start(
                folder,
                running -> {
                  running.add("/where", new Answers.Where());
                  Executor noting =
                      task -> {
                        pollers.add(Thread.currentThread().toString());
                        requests.execute(task);
                      };
                  running.protocol().setExecutor(noting);
                })) {
      for (int i = 0; i < 20; i++) {
        get(tomcat.uri("/where"));
      }
    }
    assertThat(pollers)
        .isNotEmpty()
        .allSatisfy(thread ->
            assertThat(thread)
                .startsWith("VirtualThread[")
                .contains("http-nio-", "-Poller", ON_OUR_WORKER));
  }

  @Test
  void prioritiesThatSomebodyHasSetAreStillThere() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(
            folder,
            running ->
                running.set("pollerThreadPriority", "7").set("acceptorThreadPriority", "3"))) {
      assertThat(tomcat.connector().getProperty("pollerThreadPriority")).isEqualTo(7);
      assertThat(tomcat.connector().getProperty("acceptorThreadPriority")).isEqualTo(3);
    }
  }

  @Test
  void whereTheAcceptorIsToKeepTheJvmUpItIsAThreadOfTomcats() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(
            folder, running -> running.add("/where", new Answers.Where()).set("daemon", "false"))) {
      assertThat(get(tomcat.uri("/where"))).contains(ON_OUR_WORKER);
      assertThat(platformThreadsOf(tomcat))
          .singleElement()
          .satisfies(thread -> {
            assertThat(thread.getName()).endsWith("-Acceptor");
            assertThat(thread.isDaemon()).isFalse();
          });
      assertThat(tomcat.protocol().isInside()).isTrue();
    }
  }

  @Test
  void itsBeanCountsConnectionsAsThatOfTomcats() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(folder, running -> running.add("/echo", new Answers.Echo()))) {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      Set<ObjectName> pools = beans.queryNames(new ObjectName("Tomcat:type=ThreadPool,*"), null);
      assertThat(pools).hasSize(1);
      ObjectName pool = pools.iterator().next();
      assertThat(pool.getKeyProperty("name")).contains("http-nio-");
      try (Socket socket = tomcat.connect()) {
        assertThat(exchange(socket, "x")).isEqualTo("x");
        assertThat(beans.getAttribute(pool, "connectionCount")).isEqualTo(2L); // and the acceptor's
        Eventually.holds(
            "one waits for its next request",
            () -> Integer.valueOf(1).equals(beans.getAttribute(pool, "keepAliveCount")));
      }
    }
  }

  // ---- HTTP/1.1

  @Test
  void manyConnectionsWithManyRequestsEachAreAllAnswered() throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor();
        RunningTomcat tomcat =
            RunningTomcat.start(
                folder,
                running ->
                    running.add("/echo", new Answers.Echo()).set("maxKeepAliveRequests", "-1"))) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int c = 0; c < 50; c++) {
        int id = c;
        all.add(
            clients.submit(() -> {
              try (Socket socket = tomcat.connect()) {
                int right = 0;
                for (int r = 0; r < 40; r++) {
                  String body = "body " + id + " " + r;
                  right += exchange(socket, body).equals(body) ? 1 : 0;
                }
                return right;
              }
            }));
      }
      for (Future<Integer> one : all) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(40);
      }
    }
  }

  @Test
  void aLargeBodyThatComesInPiecesGoesBackInPieces() throws Exception {
    byte[] body = new byte[LARGE];
    new Random(1).nextBytes(body);
    try (RunningTomcat tomcat =
            RunningTomcat.start(folder, running -> running.add("/echo", new Answers.Echo()));
        Socket socket = tomcat.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head("POST", body.length).getBytes(StandardCharsets.US_ASCII));
      for (int from = 0; from < body.length; from += 100_000) {
        out.write(body, from, Math.min(100_000, body.length - from));
        out.flush();
        Thread.sleep(1); // so that the request waits for the next
      }
      assertThat(readBody(socket)).isEqualTo(body);
    }
  }

  @Test
  void theLimitOfRequestsAConnectionIsKept() throws Exception {
    try (RunningTomcat tomcat =
            RunningTomcat.start(
                folder,
                running ->
                    running.add("/echo", new Answers.Echo()).set("maxKeepAliveRequests", "3"));
        Socket socket = tomcat.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(exchange(socket, "x")).isEqualTo("x");
      }
      assertThat(socket.getInputStream().read()).as("closed after the third").isEqualTo(-1);
    }
  }

  @Test
  void aConnectionThatIsIdleForTooLongIsClosed() throws Exception {
    try (RunningTomcat tomcat =
            RunningTomcat.start(
                folder,
                running ->
                    running.add("/echo", new Answers.Echo()).set("keepAliveTimeout", "100"));
        Socket socket = tomcat.connect()) {
      assertThat(exchange(socket, "x")).isEqualTo("x");
      socket.setSoTimeout(60_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aConnectionBeyondTheLimitIsServedWhenAnotherOneEnds() throws Exception {
    try (RunningTomcat tomcat =
            RunningTomcat.start(
                folder,
                running -> running.add("/echo", new Answers.Echo()).set("maxConnections", "2"));
        Socket first = tomcat.connect();
        Socket second = tomcat.connect()) {
      assertThat(exchange(first, "1")).isEqualTo("1");
      assertThat(exchange(second, "2")).isEqualTo("2");
      try (Socket third = tomcat.connect()) {
        third.getOutputStream().write((head("POST", 1) + "3").getBytes(StandardCharsets.US_ASCII));
        third.setSoTimeout(200);
        assertThatThrownBy(() -> third.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        first.shutdownOutput();
        third.setSoTimeout(60_000);
        assertThat(readBody(third)).asString().isEqualTo("3");
      }
    }
  }

  @Test
  void theConnectorSendsAFile() throws Exception {
    byte[] content = new byte[LARGE];
    new Random(2).nextBytes(content);
    Path file = Files.write(folder.resolve("large"), content);
    try (RunningTomcat tomcat =
        RunningTomcat.start(folder, running -> running.add("/file", new Answers.SendFile(file)))) {
      HttpRequest request = HttpRequest.newBuilder(tomcat.uri("/file")).build();
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
            .isEqualTo(content);
      }
    }
  }

  // ---- asynchronous

  @Test
  void asynchronousServletsAnswerLaterTimeOutAndReadWithoutBlocking() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(
            folder,
            running ->
                running
                    .add("/later", new Answers.Later())
                    .add("/never", new Answers.Never())
                    .add("/count", new Answers.Count()))) {
      assertThat(get(tomcat.uri("/later"))).isEqualTo("later");
      assertThat(get(tomcat.uri("/never"))).isEqualTo("timed out");
      HttpRequest count =
          HttpRequest.newBuilder(tomcat.uri("/count"))
              .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[LARGE]))
              .build();
      assertThat(client.send(count, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo(String.valueOf(LARGE));
    }
  }

  @Test
  void aWebSocketEchoesShortAndLongMessages() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(
            folder,
            running -> {
              running.context().addServletContainerInitializer(new WsSci(), null);
              running
                  .context()
                  .addServletContainerInitializer(
                      (_, context) -> {
                        try {
                          ((ServerContainer) context.getAttribute(ServerContainer.class.getName()))
                              .addEndpoint(
                                  ServerEndpointConfig.Builder.create(Shout.class, "/shout")
                                      .build());
                        } catch (DeploymentException e) {
                          throw new AssertionError(e);
                        }
                      },
                      null);
              running.add("/", new Answers.Where());
            })) {
      Messages messages = new Messages();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://" + RunningTomcat.LOOPBACK + ":" + tomcat.port() + "/shout"),
                  messages)
              .get(60, TimeUnit.SECONDS);
      for (String text : List.of("short", "l" + "o".repeat(7_000) + "ng")) {
        CompletableFuture<String> answer = messages.next();
        socket.sendText(text, true).get(60, TimeUnit.SECONDS);
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(text + "!");
      }
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(60, TimeUnit.SECONDS);
      messages.closed.get(60, TimeUnit.SECONDS);
    }
  }

  // ---- TLS and HTTP/2

  @Test
  void http2WithoutTlsCarriesManyRequestsOverOneConnection() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(
            folder,
            running -> {
              running.add("/where", new Answers.Where());
              running.add("/echo", new Answers.Echo());
              running.connector().addUpgradeProtocol(new Http2Protocol());
            })) {
      manyOverHttp2(client, "http://" + RunningTomcat.LOOPBACK + ":" + tomcat.port());
    }
  }

  @Test
  void tlsCarriesHttp1AndHttp2() throws Exception {
    Path store = keyStore();
    SSLContext trusting = trusting(store);
    try (RunningTomcat tomcat =
        RunningTomcat.start(
            folder,
            running -> {
              running.add("/where", new Answers.Where());
              running.add("/echo", new Answers.Echo());
              running.set("SSLEnabled", "true");
              SSLHostConfig config = new SSLHostConfig();
              SSLHostConfigCertificate certificate =
                  new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
              certificate.setCertificateKeystoreFile(store.toString());
              certificate.setCertificateKeystorePassword("changeit");
              config.addCertificate(certificate);
              running.connector().addSslHostConfig(config);
              running.connector().addUpgradeProtocol(new Http2Protocol());
            })) {
      String site = "https://localhost:" + tomcat.port();
      try (HttpClient http1 =
              HttpClient.newBuilder()
                  .version(HttpClient.Version.HTTP_1_1)
                  .sslContext(trusting)
                  .build();
          HttpClient http2 = HttpClient.newBuilder().sslContext(trusting).build()) {
        for (int i = 0; i < 5; i++) {
          HttpResponse<String> response =
              http1.send(
                  HttpRequest.newBuilder(URI.create(site + "/where")).build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
          assertThat(response.body()).contains(ON_OUR_WORKER);
        }
        manyOverHttp2(http2, site);
      }
    }
  }

  // ---- the end, and a new beginning

  @Test
  void aPausedConnectorAnswersWhenItGoesOn() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(folder, running -> running.add("/echo", new Answers.Echo()))) {
      tomcat.connector().pause();
      try (Socket socket = tomcat.connect()) {
        socket.getOutputStream().write((head("POST", 1) + "x").getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(200);
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        tomcat.connector().resume();
        socket.setSoTimeout(60_000);
        assertThat(readBody(socket)).asString().isEqualTo("x");
      }
    }
  }

  @Test
  void aConnectorStopsAndStartsAgain() throws Exception {
    try (RunningTomcat tomcat =
        RunningTomcat.start(folder, running -> running.add("/where", new Answers.Where()))) {
      for (int i = 0; i < 3; i++) {
        tomcat.connector().stop();
        assertThat(tomcat.protocol().isInside()).isFalse();
        tomcat.connector().start();
        assertThat(tomcat.protocol().isInside()).isTrue();
        assertThat(get(tomcat.uri("/where"))).contains(ON_OUR_WORKER);
      }
      assertThat(platformThreadsOf(tomcat)).isEmpty();
    }
  }

  /// One that still closed connections would count them down for the next.
  @Test
  void eachStopWaitsUntilThePollerIsOver() throws Exception {
    SlowPoller endpoint = new SlowPoller();
    try (RunningTomcat tomcat =
        RunningTomcat.start(
            folder,
            new SmolscaleProtocol(endpoint),
            running -> running.set("selectorTimeout", "60000"))) {
      for (int i = 0; i < 3; i++) {
        endpoint.over = false;
        tomcat.connector().stop();
        assertThat(endpoint.over).as("stop %d", i).isTrue();
        tomcat.connector().start();
      }
    }
  }

  @Test
  void aRequestThatIsUnderWayEndsBeforeTheStop() throws Exception {
    Answers.Held held = new Answers.Held();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor();
        RunningTomcat tomcat = RunningTomcat.start(folder, running -> running.add("/held", held))) {
      URI uri = tomcat.uri("/held");
      Future<String> answer = clients.submit(() -> get(uri));
      assertThat(held.entered.await(60, TimeUnit.SECONDS)).isTrue();
      // as Spring Boot shuts down gracefully
      tomcat.connector().pause();
      tomcat.connector().getProtocolHandler().closeServerSocketGraceful();
      assertThat(answer.isDone()).isFalse();
      held.letGo.countDown();
      assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("held");
    }
  }

  // ---- helpers

  private static List<Thread> platformThreadsOf(RunningTomcat tomcat) {
    String port = "-" + tomcat.port() + "-";
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("http-nio"))
        .filter(thread -> thread.getName().contains(port) || thread.getName().contains("-auto-"))
        .toList();
  }

  private String get(URI uri) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static void manyOverHttp2(HttpClient client, String site) throws Exception {
    HttpRequest first = HttpRequest.newBuilder(URI.create(site + "/where")).build();
    assertThat(client.send(first, HttpResponse.BodyHandlers.ofString()).body())
        .contains(ON_OUR_WORKER);
    List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
    // together less than a window: Tomcat's pool, too, leaves many long uploads at once unread
    for (int i = 1; i <= 60; i++) {
      all.add(client.sendAsync(echo(site, i * 15), HttpResponse.BodyHandlers.ofByteArray()));
    }
    for (int i = 1; i <= 60; i++) {
      HttpResponse<byte[]> response = all.get(i - 1).get(60, TimeUnit.SECONDS);
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(response.body()).hasSize(i * 15);
    }
    assertThat(client.send(echo(site, LARGE), HttpResponse.BodyHandlers.ofByteArray()).body())
        .as("many windows")
        .hasSize(LARGE);
  }

  private static HttpRequest echo(String site, int size) {
    return HttpRequest.newBuilder(URI.create(site + "/echo"))
        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
        .build();
  }

  private static String head(String method, int length) {
    return method + " /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static String exchange(Socket socket, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    socket
        .getOutputStream()
        .write((head("POST", bytes.length) + body).getBytes(StandardCharsets.US_ASCII));
    return new String(readBody(socket), StandardCharsets.US_ASCII);
  }

  private static byte[] readBody(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = socket.getInputStream().read();
      if (read < 0) {
        throw new IOException("it ends after: " + head);
      }
      head.append((char) read);
    }
    for (String line : head.toString().split("\r\n", -1)) {
      if (line.startsWith("Content-Length: ")) {
        return socket
            .getInputStream()
            .readNBytes(Integer.parseInt(line.substring("Content-Length: ".length())));
      }
    }
    throw new IOException("no length: " + head);
  }

  /// A certificate for localhost, made with the JDK's own tool.
  private Path keyStore() throws IOException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "tomcat",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String said = String.join("\n", out.lines().toList());
      assertThat(process.waitFor()).as(said).isZero();
    }
    return store;
  }

  private static SSLContext trusting(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("tomcat", keys.getCertificate("tomcat"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// Its poller takes a while to end.
  private static final class SlowPoller extends InsideEndpoint {
    private volatile boolean over;

    SlowPoller() {
      super(Inside::find);
    }

    @Override
    protected CountDownLatch getStopLatch() {
      if (Thread.currentThread().getName().endsWith("-Poller")) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        over = true;
      }
      return super.getStopLatch();
    }
  }

  /// A WebSocket that answers each message.
  public static final class Shout {
    /// Answers.
    @OnMessage
    public String answer(String text) {
      return text + "!";
    }
  }

  private static final class Messages implements WebSocket.Listener {
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private volatile CompletableFuture<String> next = new CompletableFuture<>();

    CompletableFuture<String> next() {
      next = new CompletableFuture<>();
      return next;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        next.complete(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }
  }
}
