package io.smolscale.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.it.programs.JdkServer;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Smolscale beside an agent, before it and after it on the command line. A server must answer as
/// ever, on our workers, and end well.
class OtherAgentsIT {
  private static final int CLIENTS = 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void oursFirst(OtherAgent other) throws Exception {
    List<String> options = new ArrayList<>(Side.SMOLSCALE.options());
    options.addAll(other.options(folder));
    serve(options);
    other.assertWorked(folder);
  }

  @ParameterizedTest
  @EnumSource
  void theirsFirst(OtherAgent other) throws Exception {
    List<String> options = new ArrayList<>(other.options(folder));
    options.addAll(Side.SMOLSCALE.options());
    serve(options);
    other.assertWorked(folder);
  }

  private static void serve(List<String> options) throws Exception {
    try (JavaProcess server = JavaProcess.start(options, JdkServer.class, List.of())) {
      int port = Integer.parseInt(server.says("port: "));
      Crowd.of(
          CLIENTS,
          client -> {
            try (Socket socket = RawHttp.connect(port)) {
              byte[] question = ("question of " + client).getBytes(UTF_8);
              RawHttp.send(socket, RawHttp.post("/echo", question));
              assertThat(RawHttp.answer(socket)).isEqualTo(question);
              RawHttp.send(socket, RawHttp.get("/where"));
              assertThat(new String(RawHttp.answer(socket), UTF_8))
                  .contains(Side.SMOLSCALE.carrier());
            }
          });
    }
  }
}
