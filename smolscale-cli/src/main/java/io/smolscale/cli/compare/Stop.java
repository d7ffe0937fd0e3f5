package io.smolscale.cli.compare;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.Optional;

/// How a command is stopped: politely, then by force, with all that it has started.
///
/// A java is asked itself. Anything else, a script, would end at once and leave its java behind,
/// whose use would then be nobody's: so its children are asked, and it gets the time to see them
/// end.
///
/// @param lost how many of its processes were still there when it had ended
record Stop(Run.End end, int lost) {
  static Stop of(Process process) throws InterruptedException {
    List<ProcessHandle> family = process.descendants().toList();
    if (family.isEmpty() || isJava(process.toHandle())) {
      process.destroy();
    } else {
      family.forEach(ProcessHandle::destroy);
    }
    long patience = Plan.PATIENCE.toSeconds();
    boolean polite = process.waitFor(patience, SECONDS);
    if (!polite) {
      family.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    int lost = 0;
    for (ProcessHandle member : family) {
      if (member.isAlive() && member.destroyForcibly()) {
        lost++;
      }
    }
    return new Stop(polite ? Run.End.STOPPED : Run.End.KILLED, lost);
  }

  private static boolean isJava(ProcessHandle process) {
    Optional<String> command = process.info().command();
    return command.isPresent() && command.get().endsWith("/java");
  }
}
