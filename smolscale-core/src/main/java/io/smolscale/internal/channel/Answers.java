package io.smolscale.internal.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smolscale.internal.doctor.Json;
import io.smolscale.internal.jdk.Bell;
import io.smolscale.internal.runtime.Version;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers the questions that lie in the folder. One thread at a time: the JVM's attach listener.
public final class Answers implements Runnable {
  static final int PROTOCOL = 1;
  static final String QUESTION = "smolscale-question ";
  private static final String ANSWER = "smolscale-answer ";

  private static final int MOST_BYTES = 65_536; // of a question; ours have some hundred
  private static final Path SELF = Path.of("/proc/self");
  private static final FileAttribute<?> OWNERS_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /// Made by the bell, by name.
  public Answers() {}

  @Override
  public void run() {
    Path folder = Bell.folder().toPath();
    try {
      if (!isOurs(folder)) {
        return; // somebody else has laid it there: it is no question to us
      }
      try (DirectoryStream<Path> questions = Files.newDirectoryStream(folder, "*.question")) {
        for (Path question : questions) {
          if (isOurs(question)) {
            answer(question);
          }
        }
      }
    } catch (IOException _) {
      // whoever asks finds no answer, and says so
    }
  }

  /// Whether it belongs to the user that runs this process, and nobody else may write there. No
  /// link is followed.
  private static boolean isOurs(Path path) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    UserPrincipal us = owner();
    return !found.isSymbolicLink()
        && (us == null || found.owner().equals(us))
        && Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE)
            .containsAll(found.permissions());
  }

  /// Who runs this process; null where there is no file that tells. There the folder for temporary
  /// files is the user's own, as on macOS.
  private static @Nullable UserPrincipal owner() throws IOException {
    return Files.exists(SELF) ? Files.getOwner(SELF) : null;
  }

  private static void answer(Path question) throws IOException {
    String text =
        Files.size(question) > MOST_BYTES ? "" : Files.readString(question); // malformed: thrown
    String name = question.getFileName().toString().replaceAll("\\.question$", "");
    Path part = question.resolveSibling(name + ".part");
    Files.deleteIfExists(question);
    Files.deleteIfExists(part);
    Files.createFile(part, OWNERS_ONLY);
    Files.writeString(
        part,
        ANSWER + PROTOCOL + " " + Version.NUMBER + "\n" + to(text),
        UTF_8,
        StandardOpenOption.WRITE);
    Files.move(
        part, question.resolveSibling(name + ".answer"), StandardCopyOption.ATOMIC_MOVE);
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
