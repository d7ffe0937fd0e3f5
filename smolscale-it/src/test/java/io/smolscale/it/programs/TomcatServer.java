package io.smolscale.it.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/// Tomcat, with its executor of virtual threads.
public final class TomcatServer {
  private TomcatServer() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("smolscale-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("acceptCount", "1000");
    connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor("request-"));
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "answers", new AnswersServlet()).addMapping("/*");
    tomcat.start();
    Lifeline.hold(connector.getLocalPort());
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class AnswersServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] answer = Answers.to(request.getRequestURI(), request.getInputStream());
      response.setContentLength(answer.length);
      response.getOutputStream().write(answer);
    }
  }
}
