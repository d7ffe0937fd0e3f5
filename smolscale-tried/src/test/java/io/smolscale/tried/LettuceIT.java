package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.smolscale.tried.programs.LettuceProgram;
import io.smolscale.tried.programs.Load;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.embedded.RedisServer;

/// Redis' binaries are in a library; it has them for Linux and macOS.
class LettuceIT {
  private static @Nullable RedisServer redis;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assumeThatCode(
            () -> {
              redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
              redis.start();
            })
        .as("there is a Redis that runs here")
        .doesNotThrowAnyException();
  }

  @AfterAll
  static void stop() throws IOException {
    if (redis != null) {
      redis.stop();
    }
  }

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void manyThreadsShareAConnectionAndWaitForEachOther(Form form, Load load) throws Exception {
    try (Trial trial = Trial.start(form, load, LettuceProgram.class, "redis://127.0.0.1:" + port)) {
      assertThat(trial.says("counted: ")).isEqualTo("true");
      assertThat(trial.says("popped: ")).isEqualTo("all");
      assertThat(trial.says("heard: ")).isEqualTo("all");
    }
  }
}
