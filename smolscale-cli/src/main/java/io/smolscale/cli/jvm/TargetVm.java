package io.smolscale.cli.jvm;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.smolscale.cli.report.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A JVM that runs, by way of the JVM's own attach mechanism: what `jcmd` uses. It loads no agent,
/// and opens no port.
public final class TargetVm implements AutoCloseable {
  private static final String HOTSPOT = "sun.tools.attach.HotSpotVirtualMachine";
  private static final String ROOT = "root";
  private static final int PART = 4_096; // bytes

  private final long pid;
  private final VirtualMachine vm;
  private final Method jcmd;

  private TargetVm(long pid, VirtualMachine vm, Method jcmd) {
    this.pid = pid;
    this.vm = vm;
    this.jcmd = jcmd;
  }

  /// Attaches to a process.
  ///
  /// @throws CommandException if there is none, it is another user's, or no JVM that answers
  public static TargetVm attach(long pid) {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> CommandException.failure("there is no process " + pid));
    checkUser(process);
    try {
      VirtualMachine vm = VirtualMachine.attach(String.valueOf(pid));
      return new TargetVm(pid, vm, Class.forName(HOTSPOT).getMethod("executeJCmd", String.class));
    } catch (AttachNotSupportedException | IOException e) {
      throw CommandException.failure(
          "process %d does not answer as a JVM does: %s%s"
              .formatted(pid, firstLine(e), isJava(process) ? hint() : ""));
    } catch (ReflectiveOperationException e) {
      throw CommandException.failure("this JDK attaches to no other JVM: " + e);
    }
  }

  private static String hint() {
    return "\n"
        + "  A JVM with -XX:+DisableAttachMechanism answers nobody; one that is stopped"
        + " (SIGSTOP), or in a container without its own /tmp, cannot";
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("java")).isPresent();
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.contains("not ready to participate") // and the whole command line before it
        ? "it is no JVM, or one that has not begun"
        : message;
  }

  private static void checkUser(ProcessHandle process) {
    Optional<String> theirs = process.info().user();
    Optional<String> ours = ProcessHandle.current().info().user();
    if (theirs.isPresent() && ours.isPresent() && !theirs.equals(ours) && !isRoot(ours.get())) {
      throw CommandException.failure(
          "process %d is of the user %s; only that user, or root, may ask it (you are %s)"
              .formatted(process.pid(), theirs.get(), ours.get()));
    }
  }

  private static boolean isRoot(String user) {
    return user.equals(ROOT) || user.equals("0");
  }

  public long pid() {
    return pid;
  }

  /// Has it run a command of `jcmd`'s, and returns what that prints.
  ///
  /// @throws CommandException if the JVM has gone
  public String jcmd(String command) {
    try (InputStream out = (InputStream) jcmd.invoke(vm, command)) {
      return new String(all(out), StandardCharsets.UTF_8);
    } catch (InvocationTargetException e) {
      throw gone(e.getTargetException());
    } catch (IOException e) {
      throw gone(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("start it with --add-exports jdk.attach/sun.tools.attach", e);
    }
  }

  /// Returns all that the JVM answers. Not by `readAllBytes`: the stream of JDK 25 writes beyond
  /// the end of a buffer that it is not to fill from its beginning.
  private static byte[] all(InputStream out) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    for (int read = out.read(part); read >= 0; read = out.read(part)) {
      all.write(part, 0, read);
    }
    return all.toByteArray();
  }

  /// Says whether the process is still there.
  public boolean isAlive() {
    return ProcessHandle.of(pid).isPresent();
  }

  private CommandException gone(Throwable e) {
    return CommandException.failure(
        isAlive()
            ? "process %d does not answer: %s".formatted(pid, e.getMessage())
            : "process " + pid + " has ended");
  }

  // ---- how it sees itself

  /// Returns its number in its own name space of processes, as in a container.
  public long ownPid() {
    try {
      return Files.readAllLines(proc().resolve("status")).stream()
          .filter(line -> line.startsWith("NSpid:"))
          .map(line -> line.substring(line.lastIndexOf('\t') + 1))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(pid);
    } catch (IOException | NumberFormatException e) {
      return pid; // no Linux
    }
  }

  /// Returns the folder where the JVM has its own files for attaching, as we see it.
  public Path temporaryFolder() {
    if (!Files.exists(proc())) {
      return Path.of(System.getProperty("java.io.tmpdir"));
    }
    return isInOurFiles() ? Path.of("/tmp") : proc().resolve("root").resolve("tmp");
  }

  private boolean isInOurFiles() {
    try {
      Path space = Path.of("ns", "mnt");
      return Files.readSymbolicLink(proc().resolve(space))
          .equals(Files.readSymbolicLink(Path.of("/proc/self").resolve(space)));
    } catch (IOException e) {
      return true;
    }
  }

  /// Returns what Linux tells of the process; there is no such folder elsewhere.
  public Path proc() {
    return Path.of("/proc", String.valueOf(pid));
  }

  @Override
  public void close() {
    try {
      vm.detach();
    } catch (IOException e) {
      // there is nothing to be released any more
    }
  }
}
