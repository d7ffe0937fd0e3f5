package io.smolscale.internal.jdk;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;

/// Whether a platform thread waits in the operating system: in a system call, or for a page. To
/// Java such a thread runs, as one does that burns its processor.
///
/// Linux only: it has a file for each thread. To read it takes some 15 microseconds, so it is for
/// the balancer, and for a worker that is in the same task as when it looked before.
public final class ThreadStates {
  private static final String TASKS = "/proc/self/task/";
  private static final int MOST = 128; // number, name of 15 characters, state

  private static final Seam<Boolean> SEAM = Seam.reach(Need.THREAD_STATES, ThreadStates::works);

  private ThreadStates() {}

  /// What came of reaching for it.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// The operating system's number of the current thread, a platform thread; -1 where the seam is
  /// refused.
  public static int current() {
    return SEAM instanceof Seam.Bound<?> ? number() : -1;
  }

  /// Returns whether a thread waits in the operating system, without using a processor.
  ///
  /// @param number from [#current]; -1 never waits
  public static boolean waits(int number) {
    if (number < 0) {
      return false;
    }
    char state = state(number);
    return state == 'S' || state == 'D';
  }

  /// Returns how much processor time a thread has had, in nanoseconds, some milliseconds late; -1
  /// where the system does not tell.
  ///
  /// @param number from [#current]; of -1 nothing is known
  public static long processorNanos(int number) {
    return number < 0 ? -1 : firstNumber(read(number, "/schedstat"));
  }

  private static Boolean works() throws ReflectiveOperationException {
    int number = number();
    // Looks without opening the file: there may be no descriptor now, and one later.
    if (number < 0 || !new File(TASKS + number + "/stat").canRead()) {
      throw new ReflectiveOperationException("the system has no " + TASKS);
    }
    return true;
  }

  private static int number() {
    try {
      String path = new File("/proc/thread-self").getCanonicalPath();
      return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  /// Returns the letter behind the name, which is in parentheses and may hold anything.
  private static char state(int number) {
    byte[] text = read(number, "/stat");
    int i = MOST - 1;
    while (i > 0 && text[i] != ')') {
      i--;
    }
    return i > 0 && i + 2 < MOST ? (char) text[i + 2] : '?';
  }

  /// Returns the number that a text begins with; -1 if it begins with none.
  private static long firstNumber(byte[] text) {
    long number = 0;
    int i = 0;
    while (text[i] >= '0' && text[i] <= '9') {
      number = 10 * number + text[i++] - '0';
    }
    return i == 0 ? -1 : number;
  }

  /// Returns the beginning of a file of a thread, with zeros behind it; zeros if it has none.
  private static byte[] read(int number, String file) {
    try (FileInputStream in = new FileInputStream(TASKS + number + file)) {
      return Arrays.copyOf(in.readNBytes(MOST - 1), MOST);
    } catch (IOException e) {
      return new byte[MOST];
    }
  }
}
