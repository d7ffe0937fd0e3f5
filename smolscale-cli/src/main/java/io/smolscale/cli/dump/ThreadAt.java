package io.smolscale.cli.dump;

import java.util.List;
import java.util.Optional;

/// A thread as a dump has it.
///
/// @param id its thread id
/// @param name which may be empty
/// @param virtual whether it is a virtual thread
/// @param state a name of [Thread.State]
/// @param parkedFor the object that it parks for, or empty
/// @param blockedOn the monitor that it wants to enter, or empty
/// @param waitingOn the object for whose notification it waits, or empty
/// @param stack the top first
/// @param monitors those that it has
/// @param carrier the thread that it is mounted on; -1 if it is not mounted, or no virtual thread
public record ThreadAt(
    long id,
    String name,
    boolean virtual,
    String state,
    String parkedFor,
    String blockedOn,
    String waitingOn,
    List<Frame> stack,
    List<String> monitors,
    long carrier) {

  public ThreadAt {
    stack = List.copyOf(stack);
    monitors = List.copyOf(monitors);
  }

  public boolean isMounted() {
    return carrier >= 0;
  }

  /// Whether it is a virtual thread that could run, and nobody runs it.
  public boolean waitsForCarrier() {
    return virtual && !isMounted() && state.equals("RUNNABLE") && !stack.isEmpty();
  }

  /// Whether it waits without an end that it has set itself.
  public boolean waits() {
    return state.equals("WAITING") || state.equals("BLOCKED");
  }

  public boolean waitsForATime() {
    return state.equals("TIMED_WAITING");
  }

  /// Whether it is a virtual thread that waits and keeps its carrier.
  public boolean isPinned() {
    return isMounted() && (waits() || waitsForATime());
  }

  /// What it waits for, or empty.
  public String waitsFor() {
    return !blockedOn.isEmpty() ? blockedOn : !parkedFor.isEmpty() ? parkedFor : waitingOn;
  }

  /// The program's own code that it is in.
  public Optional<Frame> site() {
    return stack.stream().filter(frame -> !frame.isMachinery()).findFirst();
  }

  /// Whether it does the same as in an earlier dump.
  public boolean isAs(ThreadAt earlier) {
    return state.equals(earlier.state)
        && carrier == earlier.carrier
        && waitsFor().equals(earlier.waitsFor())
        && stack.equals(earlier.stack);
  }

  /// For a sentence: `#17 "orders"`.
  public String label() {
    return name.isEmpty() ? "#" + id : "#" + id + " \"" + name + "\"";
  }
}
