package io.smolscale.cli.why;

import io.smolscale.cli.dump.Frame;
import io.smolscale.cli.dump.Printout;
import io.smolscale.cli.dump.ThreadAt;
import java.util.List;

/// Why a virtual thread that waits keeps its carrier.
final class Pin {
  private Pin() {}

  /// Returns the reason, as the end of a sentence about the thread.
  static String of(ThreadAt thread, Printout printout) {
    String type = printout.classes().get(thread.id());
    if (type != null) {
      return "waits for the initialisation of class " + Wait.shortName(type);
    }
    List<Frame> stack = thread.stack();
    for (int i = 1; i < stack.size(); i++) { // the top is what waits
      Frame frame = stack.get(i);
      if (frame.isClassInitialiser()) {
        return "is in the initialiser of class " + frame.simpleType();
      }
      if (frame.isNative() && !frame.method().startsWith("park") && !isOfReflection(frame)) {
        return "was called from native code, " + frame.simpleType() + "." + frame.method();
      }
    }
    return "waits in a call of the JDK's that keeps its carrier";
  }

  private static boolean isOfReflection(Frame frame) {
    return frame.type().startsWith("java.lang.Object") || frame.type().endsWith("Unsafe");
  }
}
