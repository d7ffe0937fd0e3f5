package com.example.consumer;

import io.smolscale.tomcat.SmolscaleProtocol;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/// A Tomcat that the program embeds, by the name of the protocol. Asks it once where it runs.
public final class Web {
  private Web() {}

  /// Prints whether its loops are inside, and the kind of a request's thread.
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("web");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector("io.smolscale.tomcat.SmolscaleProtocol");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "where", new Where()).addMapping("/");
    tomcat.start();
    boolean inside = ((SmolscaleProtocol) connector.getProtocolHandler()).isInside();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      System.out.println(
          "web: inside " + inside + ", " + answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Where extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] answer =
          Thread.currentThread()
              .toString()
              .replaceAll("[#-]\\d+", "")
              .getBytes(StandardCharsets.US_ASCII);
      response.setContentLength(answer.length);
      response.getOutputStream().write(answer);
    }
  }
}
