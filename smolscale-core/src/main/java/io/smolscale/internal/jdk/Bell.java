package io.smolscale.internal.jdk;

import java.io.File;
import org.jspecify.annotations.Nullable;

/// How a tool outside of this process gets the attention of smolscale in it.
///
/// A tool of the JDK's that attaches, such as `jcmd`, has one of the JVM's own threads run its
/// command: the attach listener. Two of these commands come past code of ours: what prints the
/// scheduler of virtual threads asks our executor for its text, and what prints the pollers asks
/// our registrations for their number. So whoever has a question lays it into a folder first, and
/// then rings by one of the commands. No thread of ours waits for that, no class is loaded for it,
/// and no port is opened; that the tool may ask, the JVM has found out by then.
///
/// The folder is named after the process, and is where the JVM's own files for attaching are. Its
/// owner is the user that runs this process, and nobody else may enter it.
public final class Bell {
  private static final String LISTENER = "Attach Listener"; // so HotSpot calls it
  private static final String ANSWERS = "io.smolscale.internal.channel.Answers";
  private static final String FOLDER = ".smolscale_";

  private static @Nullable File folder; // the attach listener's: there is one

  private Bell() {}

  /// Answers the questions that lie ready, if the current thread serves a tool. Never throws.
  ///
  /// @return whether there was any
  public static boolean ring() {
    try {
      Thread current = Thread.currentThread();
      if (!current.getName().equals(LISTENER) || current.isVirtual() || !folder().isDirectory()) {
        return false;
      }
      // By its name: it stands above all that this package knows, and is loaded by nothing else.
      Class<?> answers = Class.forName(ANSWERS, true, Bell.class.getClassLoader());
      ((Runnable) answers.getDeclaredConstructor().newInstance()).run();
      return true;
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      return false; // the tool finds no answer, and says so
    }
  }

  /// Returns the folder for questions to this process, which need not be there.
  public static File folder() {
    File known = folder;
    if (known == null) {
      known = new File(parent(), FOLDER + ProcessHandle.current().pid());
      folder = known;
    }
    return known;
  }

  /// HotSpot's own folder for attaching: not what a program has named its temporary files.
  private static String parent() {
    return System.getProperty("os.name", "").startsWith("Linux")
        ? "/tmp"
        : System.getProperty("java.io.tmpdir", "/tmp");
  }
}
