package io.smolscale.spring;

import io.smolscale.tomcat.SmolscaleProtocol;
import org.apache.catalina.startup.Tomcat;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWarDeployment;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Brings the loops of the embedded server inside, where requests run on virtual threads
/// (`spring.threads.virtual.enabled=true`): Tomcat gets [SmolscaleProtocol] in place of its plain
/// one; who has chosen another protocol keeps it. Jetty has virtual threads for its loops from
/// Spring Boot itself. `smolscale.server.inside=false` leaves the server as it is.
@AutoConfiguration
@EnableConfigurationProperties(SmolscaleServerProperties.class)
public class SmolscaleServerAutoConfiguration {
  /// Called by Spring.
  public SmolscaleServerAutoConfiguration() {}

  /// Writes one line when the application has started.
  @Bean
  StartupLine smolscaleStartupLine(Server server) {
    return new StartupLine(server);
  }

  @Bean
  Server smolscaleServer() {
    return new Server();
  }

  /// Apart, for applications without Tomcat.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnNotWarDeployment
  @ConditionalOnClass({Tomcat.class, ConfigurableTomcatWebServerFactory.class})
  @ConditionalOnThreading(Threading.VIRTUAL)
  static class TomcatInside {
    /// As late as can be, so that a choice of the application's own is there by then.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> smolscaleTomcatCustomizer(
        SmolscaleServerProperties properties, ObjectProvider<Server> server) {
      return factory -> {
        if (properties.isInside()
            && factory instanceof TomcatWebServerFactory tomcat
            && tomcat.getProtocol().equals(TomcatWebServerFactory.DEFAULT_PROTOCOL)) {
          tomcat.setProtocol(SmolscaleProtocol.class.getName());
          tomcat.addProtocolHandlerCustomizers(handler -> {
            if (handler instanceof SmolscaleProtocol protocol) {
              server.ifAvailable(known -> known.is(protocol::isInside));
            }
          });
        }
      };
    }
  }
}
