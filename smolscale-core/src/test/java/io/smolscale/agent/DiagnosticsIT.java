package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.Abandons;
import io.smolscale.apps.Managed;
import io.smolscale.apps.WaitsForInput;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The JDK's own tools see virtual threads on smolscale as they see others.
@ParameterizedClass
@EnumSource
class DiagnosticsIT {
  @Parameter private WayIn way = WayIn.OPTION_FILE;

  @Test
  void jcmdDumpsOurThreads(@TempDir Path folder) throws Exception {
    Path dump = folder.resolve("dump.json");
    Process process = Program.of(WaitsForInput.class).by(way).start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      String pid = pid(process);
      Program.tool("jcmd", pid, "Thread.dump_to_file", "-format=json", dump.toString());
      assertThat(Files.readString(dump))
          .contains("parked-thread", "WaitsForInput.waitFor")
          .contains("smolscale-worker-0", "smolscale-balancer");
      assertThat(Program.tool("jcmd", pid, "Thread.vthread_scheduler"))
          .contains("smolscale[parallelism");
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(out.readLine()).contains("@smolscale-");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void jcmdsCommandsWork(@TempDir Path folder) throws Exception {
    Path recording = folder.resolve("recording.jfr");
    Process process = Program.of(WaitsForInput.class).by(way).start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      Path commands =
          Files.write(
              folder.resolve("commands"),
              List.of(
                  "JFR.start name=tried",
                  "Thread.print -l -e",
                  "Thread.dump_to_file -overwrite " + folder.resolve("dump.txt"),
                  "Thread.dump_to_file -format=json " + folder.resolve("dump.json"),
                  "Thread.vthread_scheduler",
                  "Thread.vthread_pollers",
                  "VM.system_properties",
                  "VM.command_line",
                  "VM.info",
                  "VM.log list",
                  "VM.classloaders",
                  "VM.metaspace",
                  "GC.class_histogram",
                  "GC.run",
                  "Compiler.codecache",
                  "JFR.dump name=tried filename=" + recording,
                  "JFR.stop name=tried"));
      // A command that fails prints a stack trace; VM.info lists what the JVM threw within.
      assertThat(Program.tool("jcmd", pid(process), "-f", commands.toString()).lines())
          .noneMatch(line -> line.matches("[\\w.]+(Exception|Error)\\b.*"));
      assertThat(recording).isNotEmptyFile();
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(out.readLine()).contains("@smolscale-");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String pid(Process process) {
    return String.valueOf(process.pid());
  }

  @Test
  @SuppressWarnings("BanJNDI") // it asks a program of ours
  void managementOverAPort() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process process =
        Program.of(WaitsForInput.class)
            .by(way)
            .option("-Dcom.sun.management.jmxremote.port=" + port)
            .option("-Dcom.sun.management.jmxremote.host=127.0.0.1")
            .option("-Djava.rmi.server.hostname=127.0.0.1")
            .option("-Dcom.sun.management.jmxremote.authenticate=false")
            .option("-Dcom.sun.management.jmxremote.ssl=false")
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi";
      try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url))) {
        ThreadMXBean threads =
            ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(),
                ManagementFactory.THREAD_MXBEAN_NAME,
                ThreadMXBean.class);
        assertThat(threads.dumpAllThreads(true, true))
            .extracting(ThreadInfo::getThreadName)
            .contains("main", "smolscale-worker-0");
      }
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(out.readLine()).contains("@smolscale-");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theManagementBeanSpeaksOfOurs() throws Exception {
    Result result =
        Program.of(Managed.class)
            .by(way)
            .option("-Dsmolscale.parallelism=3")
            .option("-Dsmolscale.maxThreads=3")
            .run()
            .assertEndedWell();
    assertThat(result.err())
        .anyMatch(line -> line.contains("parallelism of smolscale is 4 now, and was 3"));
    assertThat(result.out())
        .containsExactly(
            "parallelism: 3",
            "workers: 3",
            "mounted: 3",
            "queued: 5",
            "mounted: 0",
            "then: 4",
            "workers: 4",
            "then: 1",
            "mounted: 0",
            "left: 1",
            "refused: 0",
            "refused: 32768");
  }

  @Test
  void abandonedThreadsAreCollected() throws Exception {
    Result result =
        Program.of(Abandons.class)
            .by(way)
            .option("-Djdk.trackAllThreads=false")
            .option("-Xmx64m")
            .run()
            .assertQuiet();
    assertThat(result.out()).containsExactly("collected");
  }
}
