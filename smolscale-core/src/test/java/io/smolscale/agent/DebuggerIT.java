package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.Location;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.StepRequest;
import io.smolscale.apps.Debugged;
import io.smolscale.apps.DebuggedRounds;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.WayIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A debugger follows virtual threads on smolscale.
@ParameterizedClass
@EnumSource
class DebuggerIT {
  private static final String DEBUGGABLE =
      "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";
  private static final String LISTENING = "Listening for transport dt_socket at address: ";
  private static final int ROUNDS = Integer.getInteger("smolscale.rounds", 10);
  private static final long LIMIT_MILLIS = 60_000;

  @Parameter private WayIn way = WayIn.OPTION_FILE;

  @Test
  void breakpointsFramesAndSteps() throws Exception {
    Process process = Program.of(Debugged.class).by(way).option(DEBUGGABLE).start();
    try (BufferedReader out = process.inputReader()) {
      VirtualMachine machine = attach(out.readLine());
      assertThat(out.readLine()).isEqualTo("ready");
      ClassType debugged = (ClassType) machine.classesByName(Debugged.class.getName()).getFirst();
      Location first = debugged.methodsByName("add").getFirst().location();
      EventRequest breakpoint = machine.eventRequestManager().createBreakpointRequest(first);
      breakpoint.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      breakpoint.enable();
      goOn(process);

      LocatableEvent stop = nextStop(machine);
      ThreadReference thread = stop.thread();
      assertThat(thread.isVirtual()).isTrue();
      assertThat(thread.name()).isEqualTo("debugged");
      assertThat(thread.frames())
          .extracting(frame -> frame.location().method().name())
          .startsWith("add")
          .contains("run");
      assertThat(variables(thread)).isEqualTo(Map.of("one", 20, "other", 22));

      StepRequest step =
          machine
              .eventRequestManager()
              .createStepRequest(thread, StepRequest.STEP_LINE, StepRequest.STEP_OVER);
      step.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      step.enable();
      thread.resume();
      LocatableEvent afterTheSum = nextStop(machine);
      assertThat(afterTheSum.thread()).isEqualTo(thread);
      assertThat(variables(thread)).containsEntry("sum", 42);
      assertThat(afterTheSum.location().lineNumber()).isGreaterThan(first.lineNumber());

      thread.resume(); // sleeps, and comes back to some worker
      LocatableEvent afterTheSleep = nextStop(machine);
      assertThat(afterTheSleep.thread()).isEqualTo(thread);
      assertThat(afterTheSleep.location().method().name()).isEqualTo("add");
      assertThat(afterTheSleep.location().lineNumber())
          .isGreaterThan(afterTheSum.location().lineNumber());
      machine.dispose();

      assertThat(lineBesideListening(out)).startsWith("42 on ").contains("@smolscale-");
      end(process);
    } finally {
      process.destroyForcibly();
    }
  }

  /// `-Dsmolscale.rounds=200` on Maven's command line makes it more.
  @Test
  void stopsAndStepsOfManyThreads() throws Exception {
    Process process =
        Program.of(DebuggedRounds.class, String.valueOf(ROUNDS)).by(way).option(DEBUGGABLE).start();
    try (BufferedReader out = process.inputReader()) {
      VirtualMachine machine = attach(out.readLine());
      assertThat(out.readLine()).isEqualTo("ready");
      EventRequestManager requests = machine.eventRequestManager();
      ClassType type = (ClassType) machine.classesByName(DebuggedRounds.class.getName()).getFirst();
      EventRequest breakpoint =
          requests.createBreakpointRequest(type.methodsByName("add").getFirst().location());
      breakpoint.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      breakpoint.enable();
      goOn(process);
      for (int round = 0; round < ROUNDS; round++) {
        ThreadReference thread = nextStop(machine).thread();
        assertThat(thread.isVirtual()).isTrue();
        assertThat(variables(thread)).containsEntry("other", round);
        StepRequest step =
            requests.createStepRequest(thread, StepRequest.STEP_LINE, StepRequest.STEP_OVER);
        step.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        step.enable();
        thread.resume();
        assertThat(nextStop(machine)).isInstanceOf(StepEvent.class);
        requests.deleteEventRequest(step);
        if (round < ROUNDS - 1) {
          thread.resume();
        }
      }
      machine.dispose(); // has the last one go on
      assertThat(lineBesideListening(out)).isEqualTo("total: " + ROUNDS * (ROUNDS - 1) / 2);
      end(process);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Waits until the program has said something, and the debugger's agent in it waits for the next
  /// debugger: while that one cleans up, it does not bear the end of the JVM.
  private static String lineBesideListening(BufferedReader out) throws IOException {
    String first = out.readLine();
    String second = out.readLine();
    assertThat(List.of(first, second)).filteredOn(line -> line.startsWith(LISTENING)).hasSize(1);
    return first.startsWith(LISTENING) ? second : first;
  }

  private static void end(Process process) throws Exception {
    goOn(process);
    assertThat(process.waitFor()).isZero();
  }

  /// Has the program go on, which waits for a line.
  private static void goOn(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  private static VirtualMachine attach(String line) throws Exception {
    assertThat(line).startsWith(LISTENING);
    String address = line.substring(LISTENING.length());
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(candidate -> candidate.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    int colon = address.lastIndexOf(':');
    set(arguments, "hostname", colon < 0 ? "127.0.0.1" : address.substring(0, colon));
    set(arguments, "port", address.substring(colon + 1));
    return connector.attach(arguments);
  }

  private static void set(Map<String, Connector.Argument> arguments, String name, String value) {
    Objects.requireNonNull(arguments.get(name), name).setValue(value);
  }

  /// The next event at a place in the program.
  private static LocatableEvent nextStop(VirtualMachine machine) throws InterruptedException {
    while (true) {
      EventSet events = machine.eventQueue().remove(LIMIT_MILLIS);
      assertThat(events).as("an event, within the limit").isNotNull();
      for (Event event : events) {
        if (event instanceof LocatableEvent stop) {
          return stop;
        }
      }
      events.resume();
    }
  }

  private static Map<String, Integer> variables(ThreadReference thread) throws Exception {
    StackFrame frame = thread.frame(0);
    return frame.getValues(frame.visibleVariables()).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().name(),
                entry -> ((IntegerValue) entry.getValue()).value()));
  }
}
