package io.smolscale.internal.channel;

import io.smolscale.internal.doctor.Json;
import io.smolscale.internal.jdk.Bell;
import io.smolscale.internal.runtime.Version;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Answers the questions that lie in the folder. One thread at a time: the JVM's attach listener.
public final class Answers implements Runnable {
  static final int PROTOCOL = 1;
  static final String QUESTION = "smolscale-question ";
  private static final String ANSWER = "smolscale-answer ";

  private static final int MOST_BYTES = 65_536; // of a question; ours have some hundred
  private static final String ASKS = ".question";
  private static final int FOR_OTHERS = 0077; // of a file's mode: what others than its owner may
  private static final int KIND = 0170000; // what kind of file it is
  private static final int LINK = 0120000;
  private static final int USER = user();
  private static final FileAttribute<?> OWNERS_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /// Made by the bell, by name.
  public Answers() {}

  /// Plain calls, and no streams or patterns: `top` asks each second, and what it runs here has not
  /// been compiled.
  @Override
  public void run() {
    File folder = Bell.folder();
    try {
      String[] names = isOurs(folder.toPath()) ? folder.list() : null;
      if (names == null) {
        return; // somebody else has laid it there: it is no question to us
      }
      for (String name : names) {
        if (name.endsWith(ASKS)) {
          Path question = folder.toPath().resolve(name);
          if (isOurs(question)) {
            answer(question, name.substring(0, name.length() - ASKS.length()));
          }
        }
      }
    } catch (IOException _) {
      // the asker finds no answer, and says so
    }
  }

  /// Returns whether it belongs to the user that runs this process, and nobody else may read or
  /// write there. No link is followed.
  private static boolean isOurs(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    return found.get("mode") instanceof Integer mode
        && (mode & FOR_OTHERS) == 0
        && (mode & KIND) != LINK
        && (USER < 0 || Integer.valueOf(USER).equals(found.get("uid")));
  }

  /// Returns the user who runs this process; -1 where there is no file that tells. There the folder
  /// for temporary files is the user's own, as on macOS.
  private static int user() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          ? uid
          : -1;
    } catch (IOException | UnsupportedOperationException _) {
      return -1;
    }
  }

  private static void answer(Path question, String name) throws IOException {
    String text =
        Files.size(question) > MOST_BYTES ? "" : Files.readString(question); // malformed: thrown
    Files.delete(question);
    Path part = question.resolveSibling(name + ".part");
    Files.createFile(part, OWNERS_ONLY);
    Files.writeString(part, ANSWER + PROTOCOL + " " + Version.NUMBER + "\n" + to(text));
    Files.move(part, question.resolveSibling(name + ".answer"), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Returns the answer to a question, in JSON.
  static String to(String text) {
    try {
      return Json.of(Question.parse(text).answer());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return Json.of(Map.of("error", String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      return Json.of(Map.of("error", "smolscale " + Version.NUMBER + " failed: " + e));
    }
  }
}
