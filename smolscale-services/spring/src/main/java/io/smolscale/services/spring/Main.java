package io.smolscale.services.spring;

import io.smolscale.services.Companion;
import io.smolscale.services.Loops;
import io.smolscale.services.Program;
import io.smolscale.services.Service;
import io.smolscale.services.Service.Running;
import io.smolscale.services.Setting;
import io.smolscale.services.Threads;
import io.smolscale.services.spring.jdbc.Database;
import io.smolscale.services.spring.jdbc.JdbcApplication;
import io.smolscale.services.spring.json.JsonApplication;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// The program of the services on Spring Boot.
final class Main {
  private static final List<Service> SERVICES =
      List.of(
          new Service("spring-json", "answers with an order as JSON", Main::startJson),
          new Service(
              "spring-jdbc",
              "answers with what ten queries of a PostgreSQL say, in one transaction",
              Main::startJdbc));

  private Main() {}

  public static void main(String[] args) {
    Program.run(SERVICES, Main::refusal, args);
  }

  private static Optional<String> refusal(Setting setting) {
    if (setting.threads() == Threads.LOOP) {
      return Optional.of(
          "--threads loop: Tomcat's loop answers nothing itself; use virtual or platform");
    }
    if (setting.threads() == Threads.PLATFORM && setting.loops() == Loops.INSIDE) {
      return Optional.of(
          "--loops inside: the starter brings Tomcat's loop inside where requests run on virtual"
              + " threads; use --threads virtual");
    }
    return Optional.empty();
  }

  private static Running startJson(Setting setting) {
    ConfigurableApplicationContext context = run(JsonApplication.class, setting, Map.of());
    return new Running(port(context), context);
  }

  private static Running startJdbc(Setting setting) throws IOException {
    Companion database = Companion.start(Database.class);
    ConfigurableApplicationContext context =
        run(
            JdbcApplication.class,
            setting,
            Map.of("spring.datasource.url", Database.url(database.ports().getFirst())));
    return new Running(
        port(context),
        () -> {
          context.close();
          database.close();
        });
  }

  private static ConfigurableApplicationContext run(
      Class<?> application, Setting setting, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("server.address", "127.0.0.1");
    properties.put("server.port", 0);
    // Tomcat would close a connection after 100 requests, which a load from a few would notice.
    properties.put("server.tomcat.max-keep-alive-requests", -1);
    properties.put("server.tomcat.threads.max", Threads.PLATFORM_THREADS);
    properties.put("spring.threads.virtual.enabled", setting.threads() == Threads.VIRTUAL);
    properties.put("smolscale.server.inside", setting.loops() == Loops.INSIDE);
    properties.put("spring.main.banner-mode", "off");
    SpringApplication spring = new SpringApplication(application);
    spring.setDefaultProperties(properties);
    spring.setRegisterShutdownHook(false); // the program ends it itself, before its companion
    return spring.run();
  }

  private static int port(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }
}
