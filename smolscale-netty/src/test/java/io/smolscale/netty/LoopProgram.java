package io.smolscale.netty;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A server whose `main` returns: what keeps the JVM up is the group, until a client says `stop`.
public final class LoopProgram {
  private LoopProgram() {}

  /// Runs it. It prints its port, and ends with 3 if nobody stops it.
  public static void main(String[] args) {
    Thread main = Thread.currentThread();
    Thread.ofPlatform().daemon().start(LoopProgram::endAnyway);
    EventLoopGroup loops = SmolscaleEventLoops.global().group();
    LineServer server =
        LineServer.start(
            loops,
            (line, answer) -> {
              switch (line) {
                case "loop" -> answer.send(Thread.currentThread().toString());
                case "main" -> answer.send("main " + main.isAlive());
                case "request" ->
                    Thread.ofVirtual().start(() -> answer.send(Thread.currentThread().toString()));
                case "stop" -> {
                  var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
                }
                default -> throw new AssertionError(line);
              }
            });
    SmolscaleEventLoops.global().group(); // says no second time why there are none
    System.out.println("port: " + server.port());
  }

  private static void endAnyway() {
    try {
      Thread.sleep(Duration.ofSeconds(2 * Eventually.LIMIT_SECONDS));
    } catch (InterruptedException _) {
      // nobody does
    }
    Runtime.getRuntime().halt(3);
  }
}
