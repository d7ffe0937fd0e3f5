package io.smolscale.services.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.services.ServiceProcess;
import io.smolscale.services.Side;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcIT {
  private static final int REQUESTS = 300;
  private static final String LOOP_THREADS = "grpc-nio-worker-";

  @ParameterizedTest
  @CsvSource({
    "JDK, unary, virtual, own",
    "JDK, unary, virtual, inside",
    "JDK, stream, platform, own",
    "JDK, stream, loop, own",
    "SMOLSCALE, unary, virtual, own",
    "SMOLSCALE, unary, virtual, inside",
    "SMOLSCALE, unary, loop, own",
    "SMOLSCALE, stream, virtual, own",
    "SMOLSCALE, stream, virtual, inside",
    "SMOLSCALE, stream, platform, own",
  })
  void eachCallIsAnsweredAndItsLatencyCounted(Side side, String kind, String threads, String loops)
      throws Exception {
    try (ServiceProcess service =
        ServiceProcess.start(side, "grpc-" + kind, "--threads", threads, "--loops", loops)) {
      int port = service.port();
      List<String> lines = load(port, kind, "300 " + REQUESTS + " 1", "600 " + REQUESTS + " 2");
      assertThat(lines).hasSize(2);
      for (String line : lines) {
        assertThat(line).startsWith("answered ");
        assertThat(histogram(line.substring("answered ".length())).getTotalCount())
            .isEqualTo(REQUESTS);
      }
      if (threads.equals("virtual")) {
        service.runsOn(side);
      }
      assertThat(service.jcmd("Thread.print").contains(LOOP_THREADS))
          .as("the loops are platform threads of gRPC's")
          .isEqualTo(loops.equals("own"));
      service.endInput();
    }
  }

  @Test
  void aLoadWithoutAServiceSaysThatItsCallsAreBroken() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertThat(load(port, "unary", "100 10 1"))
        .singleElement()
        .asString()
        .startsWith("broken ")
        .contains("UNAVAILABLE");
  }

  @Test
  void aLoadWithAKindOfCallsThatDoesNotExistIsRefusedWithASentence() throws Exception {
    Process load = start(1, "letters");
    assertThat(load.waitFor()).isEqualTo(2);
    assertThat(new String(load.getErrorStream().readAllBytes(), US_ASCII))
        .contains("unary or stream", "letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "loop"})
  void loopsInsideAreRefusedWhereCallsRunOnNoVirtualThreads(String threads) throws Exception {
    ServiceProcess.Ended ended =
        ServiceProcess.run("grpc-unary", "--threads", threads, "--loops", "inside");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("--loops inside: ").contains("--threads virtual");
  }

  /// Gives these orders to a load, and returns the lines that it answers with.
  private static List<String> load(int port, String kind, String... orders) throws Exception {
    Process load = start(port, kind);
    try {
      load.getOutputStream().write((String.join("\n", orders) + "\n").getBytes(US_ASCII));
      load.getOutputStream().close();
      List<String> lines = load.inputReader().lines().toList();
      assertThat(load.waitFor()).isZero();
      return lines;
    } finally {
      load.destroyForcibly();
    }
  }

  private static Process start(int port, String kind) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("service.jar"),
            GrpcLoad.class.getName(),
            String.valueOf(port),
            "4",
            kind)
        .start();
  }

  private static Histogram histogram(String text) throws Exception {
    return Histogram.decodeFromCompressedByteBuffer(
        ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
  }
}
