package io.smolscale.bench.service;

import io.smolscale.bench.Checkout;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All services that there are.
public final class Services {
  private static final Path FOLDER = Checkout.root().resolve("smolscale-services");

  private static final Path SPRING = jar("spring");
  private static final Path HELIDON = jar("helidon");
  private static final Path GRPC = jar("grpc");
  private static final Path QUARKUS =
      FOLDER.resolve(Path.of("quarkus", "target", "quarkus-app", "quarkus-run.jar"));

  // protobuf uses what the JDK warns of
  private static final List<String> GRPC_LOAD =
      List.of(
          "--sun-misc-unsafe-memory-access=allow",
          "-cp",
          GRPC.toString(),
          "io.smolscale.services.grpc.GrpcLoad");

  // what every service can do; Helidon knows no threads but virtual ones
  private static final Set<Side> COMMON = EnumSet.of(Side.JDK, Side.SMOLSCALE, Side.JDK_1);

  private static final List<Service> ALL =
      List.of(
          http(
              "spring-json",
              "Spring Boot 4 on Tomcat answers with a little JSON.",
              SPRING,
              sides(Side.PLATFORM_200, Side.LOOP_INSIDE)),
          http(
              "spring-jdbc",
              "Spring Boot 4 on Tomcat makes ten small queries in one transaction, over HikariCP,"
                  + " to a PostgreSQL 18 on the same machine.",
              SPRING,
              sides(Side.PLATFORM_200, Side.LOOP_INSIDE)),
          http("helidon-json", "Helidon 4 answers with a little JSON.", HELIDON, sides()),
          http(
              "gateway",
              "A gateway on Helidon 4 asks five back ends at once, each with a time-out, and joins"
                  + " their answers.",
              HELIDON,
              sides()),
          http(
              "pipeline",
              "A broker on Helidon 4 takes a message through a few bounded queues and threads to a"
                  + " writer, which appends batches to a log, forces it, and only then"
                  + " acknowledges.",
              HELIDON,
              sides()),
          http(
              "quarkus",
              "Quarkus answers with a little JSON, from a method with @RunOnVirtualThread.",
              QUARKUS,
              sides(Side.PLATFORM_200, Side.LOOP)),
          grpc("grpc-unary", "gRPC answers a message with a message.", "unary"),
          grpc("grpc-stream", "gRPC answers a message with a stream of a few.", "stream"));

  private Services() {}

  /// All of them.
  public static List<Service> all() {
    return ALL;
  }

  /// The one of this name.
  static Optional<Service> named(String name) {
    return ALL.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  private static Path jar(String module) {
    return FOLDER.resolve(Path.of(module, "target", "smolscale-services-%s.jar".formatted(module)));
  }

  private static Service http(String name, String description, Path jar, Set<Side> sides) {
    return new Service(name, description, jar, program(name, jar), Client.http(), sides);
  }

  private static Service grpc(String name, String description, String what) {
    return new Service(
        name,
        description,
        GRPC,
        program(name, GRPC),
        new Client(GRPC_LOAD, what),
        sides(Side.PLATFORM_200, Side.LOOP_INSIDE, Side.LOOP));
  }

  private static List<String> program(String name, Path jar) {
    return List.of("-jar", jar.toString(), name);
  }

  private static Set<Side> sides(Side... more) {
    final Set<Side> sides = EnumSet.copyOf(COMMON);
    sides.addAll(List.of(more));
    return sides;
  }
}
