package io.smolscale.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.it.programs.Answers;
import io.smolscale.it.programs.HelidonServer;
import io.smolscale.it.programs.JdkServer;
import io.smolscale.it.programs.JettyServer;
import io.smolscale.it.programs.SpringApplicationServer;
import io.smolscale.it.programs.TomcatServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers on virtual threads, unchanged, with clients good and bad. Each is started with the one
/// option. As a control, the first is started without it too; with `-Dsmolscale.effort=2`, all are.
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("serversAndSides")
class ServersIT {
  private static final int CLIENTS = 40;
  private static final int REQUESTS = 25;

  /// What a server may open once and keep: files, pollers, a selector. Each test opens many more
  /// connections than that.
  private static final int KEPT = 15;

  private static @Nullable JavaProcess process;
  private static int port;
  private static int descriptors;

  @Parameter(0)
  Program program = Program.JDK;

  @Parameter(1)
  Side side = Side.SMOLSCALE;

  /// A server.
  ///
  /// @param name as reports call it
  /// @param main its main class
  /// @param arguments what that is told
  record Program(String name, Class<?> main, List<String> arguments) {
    static final Program JDK = new Program("the JDK's server", JdkServer.class, List.of());
    static final List<Program> ALL =
        List.of(
            JDK,
            new Program("Jetty", JettyServer.class, List.of()),
            new Program("Jetty, all virtual", JettyServer.class, List.of("all")),
            new Program("Tomcat", TomcatServer.class, List.of()),
            new Program("Helidon", HelidonServer.class, List.of()),
            new Program(
                "Spring Boot",
                SpringApplicationServer.class,
                List.of(
                    "--spring.threads.virtual.enabled=true",
                    "--server.address=127.0.0.1",
                    "--server.port=0")));

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> serversAndSides() {
    boolean controlsAll = Integer.getInteger("smolscale.effort", 1) > 1;
    return Program.ALL.stream()
        .flatMap(program ->
            Arrays.stream(Side.values())
                .filter(
                    side -> side == Side.SMOLSCALE || controlsAll || program.equals(Program.JDK))
                .map(side -> Arguments.of(program, side)));
  }

  @BeforeParameterizedClassInvocation
  static void start(Program program, Side side) throws Exception {
    process = JavaProcess.start(side, program.main(), program.arguments());
    port = Integer.parseInt(process().says("port: "));
    Crowd.of(
        CLIENTS,
        _ -> {
          try (Socket socket = RawHttp.connect(port)) {
            RawHttp.send(socket, RawHttp.get("/where"));
            assertThat(RawHttp.answer(socket)).isNotEmpty();
          }
        });
    Eventually.holds("it rests", () -> process().descriptors() == rested());
    descriptors = process().descriptors();
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    process().close();
  }

  /// Connections that are gone have left nothing open.
  @AfterEach
  void noDescriptorLeaks() throws Exception {
    Eventually.holds(
        "no more than " + (descriptors + KEPT) + " descriptors",
        () -> process().descriptors() <= descriptors + KEPT);
  }

  /// Not vacuous: the threads that answer are virtual, and on the workers of this side.
  @Test
  void requestsRunOnVirtualThreads() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Crowd.of(
        CLIENTS,
        _ -> {
          try (Socket socket = RawHttp.connect(port)) {
            RawHttp.send(socket, RawHttp.get("/where"));
            threads.add(new String(RawHttp.answer(socket), UTF_8));
          }
        });
    assertThat(threads)
        .isNotEmpty()
        .allMatch(thread -> thread.startsWith("VirtualThread["))
        .allMatch(thread -> thread.contains(side.carrier()));
  }

  @Test
  void manyClientsTalkAtOnce() throws Exception {
    Crowd.of(
        CLIENTS,
        client -> {
          try (Socket socket = RawHttp.connect(port)) {
            for (int i = 0; i < REQUESTS; i++) {
              byte[] question = ("question " + i + " of " + client).getBytes(UTF_8);
              RawHttp.send(socket, RawHttp.post("/echo", question));
              assertThat(RawHttp.answer(socket)).isEqualTo(question);
            }
          }
        });
  }

  /// The JDK's client, whose threads are virtual ones of this JVM, which has the agent too.
  @Test
  void theJdksClientTalks() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build()) {
      Crowd.of(
          CLIENTS,
          number -> {
            for (int i = 0; i < REQUESTS; i++) {
              String question = "question " + i + " of " + number;
              HttpResponse<String> answer =
                  client.send(
                      request("/echo").POST(BodyPublishers.ofString(question)).build(),
                      BodyHandlers.ofString());
              assertThat(answer.body()).isEqualTo(question);
            }
            threads.add(Thread.currentThread().toString());
          });
      byte[] big = client.send(request("/big").build(), BodyHandlers.ofByteArray()).body();
      assertThat(big).isEqualTo(Answers.big());
    }
    assertThat(threads).allMatch(thread -> thread.contains(Side.SMOLSCALE.carrier()));
  }

  /// Many send their request byte by byte, and some read a long answer in small pieces. Others are
  /// served meanwhile.
  @Test
  void slowClientsHoldUpNobody() throws Exception {
    byte[] big = Answers.big();
    Crowd.of(
        CLIENTS,
        client -> {
          try (Socket socket = RawHttp.connect(port)) {
            switch (client % 4) {
              case 0 -> {
                RawHttp.send(socket, RawHttp.get("/big"));
                assertThat(readSlowly(socket, big.length)).isEqualTo(big);
              }
              case 1 -> {
                for (int i = 0; i < REQUESTS; i++) {
                  RawHttp.send(socket, RawHttp.get("/where"));
                  assertThat(new String(RawHttp.answer(socket), UTF_8)).contains(side.carrier());
                }
              }
              default -> {
                byte[] question = ("slow question of " + client).getBytes(UTF_8);
                for (byte b : RawHttp.post("/echo", question)) {
                  RawHttp.send(socket, new byte[] {b});
                  Thread.sleep(1);
                }
                assertThat(RawHttp.answer(socket)).isEqualTo(question);
              }
            }
          }
        });
  }

  /// Who has said everything and closes its half still gets its answer, or the connection's end if
  /// the server sees no point in it; and whoever says half of a request and closes gets the end.
  @Test
  void halfClosedConnectionsEnd() throws Exception {
    Crowd.of(
        CLIENTS,
        client -> {
          try (Socket socket = RawHttp.connect(port)) {
            byte[] request = RawHttp.post("/echo", new byte[] {1, 2, 3});
            byte[] said = client % 2 == 0 ? request : Arrays.copyOf(request, request.length - 2);
            RawHttp.send(socket, said);
            socket.shutdownOutput();
            readToTheEnd(socket);
          }
        });
    assertStillServes();
  }

  /// Gone without a good-bye: in the middle of a request, of an answer, or before both.
  @Test
  void resetsDoNoHarm() throws Exception {
    Crowd.of(
        2 * CLIENTS,
        client -> {
          Socket socket = RawHttp.connect(port);
          switch (client % 4) {
            case 0 -> RawHttp.send(socket, Arrays.copyOf(RawHttp.get("/where"), 10));
            case 1 -> RawHttp.send(socket, RawHttp.get("/where"));
            case 2 -> {
              RawHttp.send(socket, RawHttp.get("/big"));
              assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            default -> {} // nothing at all
          }
          socket.setSoLinger(true, 0);
          socket.close();
        });
    assertStillServes();
  }

  private static void assertStillServes() throws Exception {
    Crowd.of(
        CLIENTS,
        client -> {
          try (Socket socket = RawHttp.connect(port)) {
            byte[] question = ("still? " + client).getBytes(UTF_8);
            RawHttp.send(socket, RawHttp.post("/echo", question));
            assertThat(RawHttp.answer(socket)).isEqualTo(question);
          }
        });
  }

  private static byte[] readSlowly(Socket socket, int length) throws Exception {
    InputStream in = socket.getInputStream();
    for (int ends = 0; ends < 4; ) { // the empty line: \r \n \r \n
      int c = in.read();
      ends = c == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
    }
    byte[] body = new byte[length];
    int at = 0;
    while (at < length) {
      int n = in.read(body, at, Math.min(40_000, length - at));
      assertThat(n).isPositive();
      at += n;
      Thread.sleep(1);
    }
    return body;
  }

  /// A reset is an end, too.
  private static void readToTheEnd(Socket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException _) {
      // not a SocketTimeoutException, which would be a hang
    }
  }

  private static int rested() throws Exception {
    int now = process().descriptors();
    Thread.sleep(100);
    return now;
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static JavaProcess process() {
    return Objects.requireNonNull(process, "started");
  }
}
