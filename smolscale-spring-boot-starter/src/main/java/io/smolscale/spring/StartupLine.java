package io.smolscale.spring;

import io.smolscale.Scheduler;
import io.smolscale.Smolscale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/// Says in one line whether smolscale is on, how it came, and what is on it.
final class StartupLine implements ApplicationListener<ApplicationStartedEvent> {
  private static final Log LOG = LogFactory.getLog(StartupLine.class);

  private final Server server;

  StartupLine(Server server) {
    this.server = server;
  }

  @Override
  public void onApplicationEvent(ApplicationStartedEvent event) {
    LOG.info(line(Presence.find(), event.getApplicationContext()));
  }

  String line(Presence presence, ConfigurableApplicationContext context) {
    StringBuilder line = new StringBuilder("smolscale ");
    line.append(presence.version());
    if (presence.on()) {
      line.append(" is on by the ")
          .append(presence.form())
          .append(", parallelism ")
          .append(Smolscale.scheduler().stats().parallelism())
          .append(server.isInside() ? ", Tomcat's loops inside" : "");
    } else {
      String reason = presence.reason();
      line.append(" is not on: virtual threads run on the JDK's scheduler; ")
          .append(reason == null ? "java @smolscale.args -jar … switches it on" : reason);
    }
    Set<String> own = new TreeSet<>();
    for (Scheduler scheduler : context.getBeansOfType(Scheduler.class).values()) {
      own.add(scheduler.name());
    }
    return own.isEmpty() ? line.toString() : line + "; own schedulers " + String.join(", ", own);
  }
}
