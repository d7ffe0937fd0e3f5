package io.smolscale.cli.jvm;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.Version;
import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Questions to the smolscale in another JVM, and its answers.
///
/// A question is a file in a folder that the user of that JVM alone may enter; the bell is a
/// command of `jcmd`'s that comes past smolscale's code there (its class `internal.jdk.Bell` says
/// how). It answers with a file, before the command returns.
public final class Channel implements AutoCloseable {
  private static final int PROTOCOL = 1;
  private static final String QUESTION = "smolscale-question " + PROTOCOL + "\n";
  private static final String ANSWER = "smolscale-answer ";
  private static final String ASK_SCHEDULER = "Thread.vthread_scheduler";
  private static final String ASK_POLLERS = "Thread.vthread_pollers";
  private static final String OURS = "smolscale["; // how ours answers the former
  private static final String REGISTRATIONS = "io.smolscale.internal.jdk.Registrations";

  private final TargetVm vm;
  private final SharedFolder folder;
  private final String name;
  private int asked;
  private String bell = ASK_SCHEDULER;
  private String version = "";

  /// Will ask this JVM.
  public Channel(TargetVm vm) {
    this.vm = vm;
    folder = new SharedFolder(vm);
    name = folder.prefix();
  }

  /// Asks.
  ///
  /// @param word what about
  /// @param settings the details
  /// @throws CommandException if nobody answers, with the reason
  public Map<String, Object> ask(String word, Map<String, String> settings) {
    String file = name + "-" + asked++;
    Path answer = folder.path().resolve(file + ".answer");
    try {
      Path question = folder.lay(file, ".question", text(word, settings));
      try {
        ring(answer);
        return read(Files.readString(answer));
      } finally {
        Files.deleteIfExists(question);
        Files.deleteIfExists(answer);
      }
    } catch (IOException e) {
      throw CommandException.failure(
          "cannot ask process %d by way of %s: %s".formatted(vm.pid(), folder.path(), e));
    }
  }

  /// Returns the version of the smolscale that has answered last.
  public String version() {
    return version;
  }

  private static String text(String word, Map<String, String> settings) {
    StringBuilder text = new StringBuilder(QUESTION).append(word).append('\n');
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  // ---- the bell

  private void ring(Path answer) {
    String said = vm.jcmd(bell);
    if (Files.exists(answer)) {
      return;
    }
    if (bell.equals(ASK_SCHEDULER) && !said.contains(OURS) && hasOurPollers()) {
      bell = ASK_POLLERS;
      said = vm.jcmd(bell);
      if (Files.exists(answer)) {
        return;
      }
    }
    throw CommandException.failure(whyNot(said));
  }

  /// Whether the library waits for the sockets there: then the JDK's pollers come past it. The
  /// command that asks them would make pollers where there are none, so this is asked before.
  private boolean hasOurPollers() {
    return vm.jcmd("VM.class_hierarchy " + REGISTRATIONS).contains(REGISTRATIONS);
  }

  private String whyNot(String said) {
    if (said.contains(OURS)) {
      return "the smolscale in process %d is older than this command, and answers no questions"
          .formatted(vm.pid());
    }
    if (said.contains("Unknown diagnostic command")) {
      return "process %d is on a JDK older than 25, so not on smolscale".formatted(vm.pid());
    }
    if (vm.jcmd("VM.class_hierarchy io.smolscale.Scheduler").contains("io.smolscale.")) {
      return ("process %d uses smolscale as a library, and it cannot be asked there: start it with"
              + " the option file, or with --add-opens=java.base/java.lang=ALL-UNNAMED"
              + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED and a call of Smolscale.scheduler()")
          .formatted(vm.pid());
    }
    return "process %d is not on smolscale: its virtual threads are on %s"
        .formatted(
            vm.pid(),
            said.contains("ForkJoinPool") ? "the JDK's own scheduler" : "another scheduler");
  }

  // ---- the answer

  private Map<String, Object> read(String text) throws IOException {
    version = versionOf(text);
    return parse(vm.pid(), text);
  }

  private static String versionOf(String text) {
    String[] head = text.lines().findFirst().orElse("").split(" ", -1);
    return head.length > 2 ? head[2] : "";
  }

  /// Reads an answer.
  ///
  /// @throws IOException when it is no JSON
  /// @throws CommandException when it is of another protocol, or says why there is none
  static Map<String, Object> parse(long pid, String text) throws IOException {
    int end = text.indexOf('\n');
    String[] head = (end < 0 ? text : text.substring(0, end)).split(" ", -1);
    if (end < 0 || !text.startsWith(ANSWER) || head.length < 2) {
      throw CommandException.failure("process " + pid + " answers what nobody understands");
    }
    if (!head[1].equals(String.valueOf(PROTOCOL))) {
      throw CommandException.failure(
          ("process %d has smolscale %s, which answers by protocol %s; this command (%s) speaks %d:"
                  + " use the command of that version")
              .formatted(pid, versionOf(text), head[1], new Version().getVersion()[0], PROTOCOL));
    }
    Map<String, Object> answer = JSON.std.mapFrom(text.substring(end + 1));
    if (answer.get("error") instanceof String error) {
      throw CommandException.failure("process " + pid + " does not answer: " + error);
    }
    return answer;
  }

  /// Leaves nothing behind.
  @Override
  public void close() {
    folder.close();
  }
}
