package io.smolscale.tomcat;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/// A Tomcat of the test's own, on loopback, with our connector.
final class RunningTomcat implements AutoCloseable {
  static final String LOOPBACK = "127.0.0.1";

  private final Tomcat tomcat = new Tomcat();
  private final Connector connector;
  private final Context context;

  /// Not started.
  RunningTomcat(Path folder, SmolscaleProtocol protocol) throws IOException {
    tomcat.setBaseDir(Files.createDirectories(folder.resolve("base")).toString());
    connector = new Connector(protocol);
    connector.setPort(0);
    set("address", LOOPBACK);
    tomcat.setConnector(connector);
    context = tomcat.addContext("", folder.toString());
  }

  /// Inside, with the servlets that answer what the tests ask.
  static RunningTomcat start(Path folder, Consumer<RunningTomcat> settings) throws Exception {
    return start(folder, new SmolscaleProtocol(), settings);
  }

  static RunningTomcat start(
      Path folder, SmolscaleProtocol protocol, Consumer<RunningTomcat> settings) throws Exception {
    RunningTomcat running = new RunningTomcat(folder, protocol);
    settings.accept(running);
    running.tomcat.start();
    return running;
  }

  RunningTomcat set(String property, String value) {
    if (!connector.setProperty(property, value)) {
      throw new AssertionError("no property " + property);
    }
    return this;
  }

  RunningTomcat add(String path, HttpServlet servlet) {
    Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
    wrapper.setAsyncSupported(true);
    wrapper.addMapping(path);
    return this;
  }

  Tomcat tomcat() {
    return tomcat;
  }

  Context context() {
    return context;
  }

  Connector connector() {
    return connector;
  }

  SmolscaleProtocol protocol() {
    return (SmolscaleProtocol) connector.getProtocolHandler();
  }

  int port() {
    return connector.getLocalPort();
  }

  URI uri(String path) {
    return URI.create("http://" + LOOPBACK + ":" + port() + path);
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port());
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
