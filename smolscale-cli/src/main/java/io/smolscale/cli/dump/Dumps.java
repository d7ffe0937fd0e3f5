package io.smolscale.cli.dump;

import io.smolscale.cli.jvm.SharedFolder;
import io.smolscale.cli.jvm.TargetVm;
import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes thread dumps.
public final class Dumps {
  private Dumps() {}

  /// Has the JVM write one.
  ///
  /// @throws CommandException if it does not
  public static Dump take(TargetVm vm) {
    try (SharedFolder folder = new SharedFolder(vm)) {
      Path file = folder.emptyFile(".json");
      String said =
          vm.jcmd(
              "Thread.dump_to_file -format=json -overwrite \"" + folder.asTheJvmSees(file) + '"');
      String text = Files.readString(file);
      if (text.isEmpty()) {
        throw CommandException.failure(
            "process %d writes no thread dump: %s".formatted(vm.pid(), said.strip()));
      }
      return Dump.parse(text);
    } catch (IOException e) {
      throw CommandException.failure("cannot read the thread dump: " + e);
    }
  }
}
