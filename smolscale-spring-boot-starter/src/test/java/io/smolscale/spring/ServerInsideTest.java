package io.smolscale.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tomcat.SmolscaleProtocol;
import java.util.Objects;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11Nio2Protocol;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which protocol the embedded server gets. Here smolscale is a library, so that its loops are
/// inside as well.
class ServerInsideTest {
  private static final String VIRTUAL = "spring.threads.virtual.enabled=true";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
          .withPropertyValues("server.port=0", "server.address=127.0.0.1")
          .withConfiguration(
              AutoConfigurations.of(
                  TomcatServletWebServerAutoConfiguration.class,
                  SmolscaleServerAutoConfiguration.class));

  private static Object protocolOf(AssertableWebApplicationContext context) {
    return ((TomcatWebServer) serverOf(context)).getTomcat().getConnector().getProtocolHandler();
  }

  private static WebServer serverOf(AssertableWebApplicationContext context) {
    ServletWebServerApplicationContext source =
        (ServletWebServerApplicationContext) context.getSourceApplicationContext();
    return Objects.requireNonNull(source.getWebServer(), "it runs");
  }

  @Test
  void whereRequestsRunOnVirtualThreadsTheLoopsAreInside() {
    runner
        .withPropertyValues(VIRTUAL)
        .run(context -> {
          assertThat(protocolOf(context))
              .isInstanceOfSatisfying(
                  SmolscaleProtocol.class, protocol -> assertThat(protocol.isInside()).isTrue());
          assertThat(context.getBean(Server.class).isInside()).isTrue();
        });
  }

  @Test
  void whereTheyDoNotTheServerIsAsItWas() {
    runner.run(context -> {
      assertThat(protocolOf(context)).isNotInstanceOf(SmolscaleProtocol.class);
      assertThat(context.getBean(Server.class).isInside()).isFalse();
    });
  }

  @Test
  void thePropertySwitchesItOff() {
    runner
        .withPropertyValues(VIRTUAL, "smolscale.server.inside=false")
        .run(context -> assertThat(protocolOf(context)).isNotInstanceOf(SmolscaleProtocol.class));
  }

  @Test
  void aWordThatIsNeitherTrueNorFalseIsRefused() {
    runner
        .withPropertyValues(VIRTUAL, "smolscale.server.inside=perhaps")
        .run(context ->
            assertThat(context).getFailure().rootCause().hasMessageContaining("perhaps"));
  }

  @Test
  void aProtocolThatSomebodyHasChosenStays() {
    runner
        .withPropertyValues(VIRTUAL)
        .withUserConfiguration(Chosen.class)
        .run(context -> assertThat(protocolOf(context)).isInstanceOf(Http11Nio2Protocol.class));
  }

  @Test
  void jettyHasVirtualThreadsForItsLoopsFromSpringBoot() {
    new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
        .withPropertyValues("server.port=0", "server.address=127.0.0.1", VIRTUAL)
        .withClassLoader(new FilteredClassLoader(Tomcat.class))
        .withConfiguration(
            AutoConfigurations.of(
                JettyServletWebServerAutoConfiguration.class,
                SmolscaleServerAutoConfiguration.class))
        .run(context -> {
          JettyWebServer server = (JettyWebServer) serverOf(context);
          assertThat(server.getServer().getThreadPool()).isInstanceOf(VirtualThreadPool.class);
          assertThat(Thread.getAllStackTraces().keySet())
              .as("no selector or acceptor; this one keeps the JVM up")
              .map(Thread::getName)
              .filteredOn(name -> name.startsWith("jetty-"))
              .containsOnly("jetty-virtual-thread-pool-keepalive");
        });
  }

  @Configuration(proxyBeanMethods = false)
  static class Chosen {
    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> choice() {
      return factory -> factory.setProtocol(Http11Nio2Protocol.class.getName());
    }
  }
}
