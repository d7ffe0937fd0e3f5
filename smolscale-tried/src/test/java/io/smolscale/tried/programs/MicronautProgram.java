package io.smolscale.tried.programs;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.smolscale.it.programs.Lifeline;
import java.util.Map;

/// A controller on Micronaut's virtual threads. The second argument says whether they may run on
/// Netty's loops (`loom-carrier`): `true` or `false`.
public final class MicronautProgram {
  private MicronautProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    try (Work work = Work.begin(args);
        ApplicationContext context =
            ApplicationContext.run(
                Map.of(
                    "micronaut.server.host",
                    "127.0.0.1",
                    "micronaut.server.port",
                    -1,
                    "micronaut.netty.event-loops.default.loom-carrier",
                    args[1]))) {
      context.registerSingleton(Work.class, work);
      EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
      Clients.ask(work, server.getPort());
    }
    Lifeline.awaitEndOfInput();
  }

  /// What answers.
  @Controller
  static class Answers {
    private final Work work;

    Answers(Work work) {
      this.work = work;
    }

    /// Answers, after it has been away from its carrier.
    @Get(value = "/{question}", produces = MediaType.TEXT_PLAIN)
    @ExecuteOn(TaskExecutors.BLOCKING)
    String answer(@PathVariable String question) throws InterruptedException {
      Thread.sleep(1);
      work.seen();
      return Clients.answerTo(question);
    }
  }
}
