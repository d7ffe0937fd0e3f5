package io.smolscale.services.helidon;

import io.smolscale.services.Loops;
import io.smolscale.services.Program;
import io.smolscale.services.Service;
import io.smolscale.services.Setting;
import java.util.List;
import java.util.Optional;

/// The program of the services on Helidon.
final class Main {
  private static final List<Service> SERVICES =
      List.of(
          new Service("helidon-json", "answers with an order as JSON", _ -> JsonService.start()),
          new Service(
              "gateway",
              "asks five back ends at once, and joins their answers",
              _ -> Gateway.start()),
          new Service(
              "pipeline",
              "appends messages to a log, and answers when the disk has them",
              _ -> Pipeline.start()));

  private Main() {}

  public static void main(String[] args) {
    Program.run(SERVICES, Main::refusal, args);
  }

  private static Optional<String> refusal(Setting setting) {
    if (setting.loops() == Loops.INSIDE) {
      return Optional.of(
          "--loops inside: Helidon has no event loop, its virtual threads read the sockets; leave"
              + " the option out");
    }
    return switch (setting.threads()) {
      case VIRTUAL -> Optional.empty();
      case LOOP -> Optional.of("--threads loop: Helidon has no event loop; use --threads virtual");
      case PLATFORM ->
          threadsArePlatformThreads()
              ? Optional.empty()
              : Optional.of(
                  "--threads platform: Helidon makes virtual threads only; let the JVM make"
                      + " platform threads of them: java -XX:+UnlockExperimentalVMOptions"
                      + " -XX:-VMContinuations -jar ...");
    };
  }

  /// Returns whether this JVM makes a platform thread for each virtual one, as it does where it has
  /// no continuations. Its class tells, since such a thread says that it is virtual.
  private static boolean threadsArePlatformThreads() {
    Thread thread = Thread.ofVirtual().unstarted(() -> {});
    return !thread.getClass().getName().equals("java.lang.VirtualThread");
  }
}
