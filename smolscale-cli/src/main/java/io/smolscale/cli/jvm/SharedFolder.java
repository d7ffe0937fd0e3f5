package io.smolscale.cli.jvm;

import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// A folder beside the JVM's own files for attaching, by which we exchange files with a JVM: the
/// user of that JVM alone may enter it. Several commands may use it at the same time.
public final class SharedFolder implements AutoCloseable {
  private static final String OWNERS_FOLDER = "rwx------";
  private static final String OWNERS_FILE = "rw-------";
  private static final int MOST_TRIES = 10;

  private final TargetVm vm;
  private final String name;
  private final Path folder;
  private final String prefix =
      ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());

  /// The folder for this JVM; it is made when it is first needed.
  public SharedFolder(TargetVm vm) {
    this.vm = vm;
    name = ".smolscale_" + vm.ownPid();
    folder = vm.temporaryFolder().resolve(name);
  }

  Path path() {
    return folder;
  }

  /// What the names of our own files begin with.
  String prefix() {
    return prefix;
  }

  /// Returns where the JVM itself finds a file of this folder.
  public Path asTheJvmSees(Path file) {
    return (Files.exists(vm.proc()) ? Path.of("/tmp") : vm.temporaryFolder())
        .resolve(name)
        .resolve(file.getFileName());
  }

  /// Makes an empty file for the JVM to write to.
  ///
  /// @param ending of its name
  /// @throws IOException when that fails
  public Path emptyFile(String ending) throws IOException {
    return lay(prefix, ending, "");
  }

  /// Makes a file with this text. It has its name once it is complete.
  Path lay(String file, String ending, String text) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        make();
        Path part = folder.resolve(file + ".asks");
        Files.createFile(part, only(OWNERS_FILE));
        Files.writeString(part, text);
        giveToTheirs(part);
        return Files.move(part, folder.resolve(file + ending));
      } catch (NoSuchFileException e) {
        if (tries == MOST_TRIES) { // another command has removed the folder, each time
          throw e;
        }
      }
    }
  }

  private void make() throws IOException {
    try {
      Files.createDirectory(folder, only(OWNERS_FOLDER));
      giveToTheirs(folder);
    } catch (FileAlreadyExistsException e) {
      if (!isAsWeMakeIt()) {
        throw CommandException.failure(
            "%s is in the way: it should be a folder that the user of process %d alone may enter"
                .formatted(folder, vm.pid()));
      }
    }
  }

  private boolean isAsWeMakeIt() throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return found.isDirectory()
        && (!Files.exists(vm.proc()) || found.owner().equals(Files.getOwner(vm.proc())))
        && PosixFilePermissions.toString(found.permissions()).equals(OWNERS_FOLDER);
  }

  /// Where root asks, the files are the user's whose process it is.
  private void giveToTheirs(Path file) throws IOException {
    if (Files.exists(vm.proc()) && !Files.getOwner(vm.proc()).equals(Files.getOwner(file))) {
      Files.setOwner(file, Files.getOwner(vm.proc()));
    }
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /// Leaves nothing of ours behind; the folder stays while somebody else uses it.
  @Override
  public void close() {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> ours =
          all.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
      for (Path file : ours) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // somebody else's question is in it, or it is gone
    }
  }
}
