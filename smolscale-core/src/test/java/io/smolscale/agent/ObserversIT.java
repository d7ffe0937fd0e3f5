package io.smolscale.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.smolscale.apps.Observed;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.WayIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who looks at a program that does nothing for it: by JMX, and by a flight recording.
class ObserversIT {
  @TempDir private Path folder;

  /// Whoever connects has the bean, also while nothing runs: a program that hangs is looked at,
  /// too.
  @Test
  void anObserverThatConnectsToAnIdleProgramSeesItsScheduler() throws Exception {
    Running idle = new Running(Program.of(Observed.class, "idle").by(WayIn.OPTION_FILE));
    try (JMXConnector connector = idle.connect()) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      ObjectName name = new ObjectName("io.smolscale:type=Scheduler,name=smolscale");
      beans.getAttribute(
          new ObjectName("jdk.management:type=VirtualThreadScheduler"), "Parallelism");
      Eventually.holds(
          "the bean is there",
          () -> {
            try {
              return beans.isRegistered(name);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      assertThat(beans.getAttribute(name, "TaskCount")).isEqualTo(1L);
      assertThat(beans.getAttribute(name, "AwakeCount")).isEqualTo(0);
      beans.setAttribute(name, new javax.management.Attribute("Profiling", true));
      assertThat(beans.getAttribute(name, "Profiling")).isEqualTo(true);
    } finally {
      idle.end();
    }
  }

  /// Nobody looks, so nothing is loaded that serves those who would.
  @Test
  void whileNobodyLooksNothingIsLoadedForThem() throws Exception {
    Path log = folder.resolve("classes");
    Running program =
        new Running(
            Program.of(Observed.class)
                .by(WayIn.OPTION_FILE)
                .option("-Xlog:class+load:file=" + log));
    Thread.sleep(3_500); // it asks once a second
    program.end();
    List<String> loaded =
        Files.readAllLines(log).stream()
            .filter(line ->
                line.contains(" javax.management.")
                    || line.contains(" sun.management.")
                    || line.contains(" jdk.jfr.")
                    || line.contains(".internal.jfr.")
                    || line.contains(".internal.profile.")
                    || line.contains(".internal.audience."))
            .toList();
    assertThat(loaded).isEmpty();
    assertThat(Files.readString(log)).contains("io.smolscale.internal.worker.Probes");
  }

  /// What `jfr print` makes of it, of a program whose workers are all stuck.
  @Test
  void aRecordingThatBeginsWithTheProgramHasOurEvents() throws Exception {
    Path file = folder.resolve("program.jfr");
    Running program =
        new Running(
            Program.of(Observed.class, "burn")
                .by(WayIn.OPTION_FILE)
                .option("-Xlog:jfr+startup=off")
                .option("-XX:StartFlightRecording"));
    Eventually.holds(
        "the recording knows our events",
        () -> program.recorded(file, "metadata").contains("io.smolscale.StuckTask"));
    program.say();
    AtomicReference<String> printed = new AtomicReference<>("");
    Eventually.holds(
        "the stack of a stuck task was recorded",
        () -> {
          printed.set(program.recorded(file, "print", "--events", "io.smolscale.*"));
          return printed.get().contains("io.smolscale.StuckTask {");
        });
    program.say();
    assertThat(program.line()).isEqualTo("burned");
    program.end();
    assertThat(printed.get())
        .contains("io.smolscale.Rescue {", "kind = \"runs\"")
        .contains("io.smolscale.apps.Observed.spin");
  }

  /// A program in a JVM of its own, which is ready.
  private static final class Running {
    private final Process process;
    private final BufferedReader out;

    Running(Program program) throws IOException {
      process = program.start();
      out = process.inputReader();
      assertThat(line()).isEqualTo("ready");
    }

    String line() throws IOException {
      return String.valueOf(out.readLine());
    }

    void say() throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }

    /// Returns what `jfr` says of the recording so far.
    String recorded(Path file, String... question) {
      try {
        Program.tool(
            "jcmd", String.valueOf(process.pid()), "JFR.dump", "name=1", "filename=" + file);
        String[] arguments = Arrays.copyOf(question, question.length + 1);
        arguments[question.length] = file.toString();
        return Program.tool("jfr", arguments);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      } catch (AssertionError _) { // so the tool answers while the file knows none of our events
        return "";
      }
    }

    @SuppressWarnings("BanJNDI") // a JVM of this test's own, by an address that it gave us
    JMXConnector connect() throws Exception {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
      try {
        String address = machine.startLocalManagementAgent();
        return JMXConnectorFactory.connect(new JMXServiceURL(address));
      } finally {
        machine.detach();
      }
    }

    void end() throws Exception {
      try {
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
