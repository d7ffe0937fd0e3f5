package io.smolscale.services.quarkus;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smolscale.services.Loops;
import io.smolscale.services.Program;
import io.smolscale.services.Service;
import io.smolscale.services.Service.Running;
import io.smolscale.services.Setting;
import io.smolscale.services.Threads;
import java.util.List;
import java.util.Optional;

/// The program of the service on Quarkus.
@QuarkusMain
public final class Main {
  private static final List<Service> SERVICES =
      List.of(new Service("quarkus", "answers with an order as JSON", Main::start));

  private Main() {}

  /// Runs it.
  public static void main(String[] args) {
    Program.run(SERVICES, Main::refusal, args);
  }

  private static Optional<String> refusal(Setting setting) {
    return setting.loops() == Loops.INSIDE
        ? Optional.of(
            "--loops inside: Quarkus makes its event loops itself and takes no others; leave the"
                + " option out")
        : Optional.empty();
  }

  private static Running start(Setting setting) {
    System.setProperty(Reroute.THREADS, setting.threads().toString());
    System.setProperty("quarkus.thread-pool.max-threads", String.valueOf(Threads.PLATFORM_THREADS));
    Thread.ofPlatform().name("quarkus").start(() -> Quarkus.run(Application.class));
    return new Running(Application.port(), () -> {}); // Quarkus has a hook of its own for the end
  }
}
