package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.it.JavaProcess;
import io.smolscale.it.JavaProcess.LastWords;
import io.smolscale.tried.programs.Load;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// A program of these tests that runs. At its end it must have run where it should, have ended
/// well, and have complained of nothing.
final class Trial implements Closeable {
  /// So that the JVM does not warn of what these libraries do on any scheduler.
  private static final List<String> QUIET =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  private static final String CARRIERS = "carriers: ";
  private static final Pattern COMPLAINT =
      Pattern.compile("WARN|SEVERE|ERROR|Exception|Error\\b|^\\s+at ");

  private final Form form;
  private final JavaProcess process;
  private final Setting setting;

  private Trial(Form form, JavaProcess process, Setting setting) {
    this.form = form;
    this.process = process;
    this.setting = setting;
  }

  /// Every form of a program, with each load.
  static Stream<Arguments> all() {
    return Stream.of(Form.values())
        .flatMap(form -> Stream.of(Load.values()).map(load -> Arguments.of(form, load)));
  }

  /// Starts a program.
  static Trial start(Form form, Load load, Class<?> main, String... arguments) throws IOException {
    return start(form, load, Setting.of(main), arguments);
  }

  /// Starts a program that wants more.
  static Trial start(Form form, Load load, Setting setting, String... arguments)
      throws IOException {
    List<String> options = new ArrayList<>(form.options());
    options.addAll(QUIET);
    options.addAll(setting.options());
    List<String> words = new ArrayList<>(List.of(load.name()));
    words.addAll(List.of(arguments));
    return new Trial(form, JavaProcess.start(options, setting.main(), words), setting);
  }

  /// The jar of an agent that stands on a command line.
  static Path agent(String name) {
    return Path.of(System.getProperty("smolscale.agents"), name);
  }

  /// Reads its output up to the line that begins so, and gives the rest of that.
  String says(String beginning) throws IOException {
    return process.says(beginning);
  }

  @Override
  public void close() throws IOException {
    LastWords words = process.end();
    assertThat(words.out()).as("its last line").singleElement().asString().startsWith(CARRIERS);
    List<String> carriers =
        List.of(words.out().getFirst().substring(CARRIERS.length()).split(", "));
    assertThat(carriers).as("where its threads ran").anyMatch(this::isOurs);
    assertThat(carriers.stream().filter(name -> !isOurs(name)).toList())
        .as("where else its threads ran")
        .isEqualTo(setting.others());
    assertThat(words.err().stream().filter(this::complains))
        .as("complaints in: %s", String.join("\n", words.err()))
        .isEmpty();
  }

  private boolean isOurs(String carrier) {
    return carrier.startsWith(form.carrier());
  }

  private boolean complains(String line) {
    return COMPLAINT.matcher(line).find()
        && !line.startsWith("INFO: ")
        && setting.known().stream().noneMatch(pattern -> pattern.matcher(line).find());
  }

  /// What a program needs besides a scheduler.
  ///
  /// @param main its class
  /// @param options of its JVM
  /// @param others the carriers that its framework has of its own
  /// @param known what it says on standard error on any scheduler
  record Setting(Class<?> main, List<String> options, List<String> others, List<Pattern> known) {
    /// Nothing.
    static Setting of(Class<?> main) {
      return new Setting(main, List.of(), List.of(), List.of());
    }

    /// The same with these options.
    Setting with(List<String> more) {
      return new Setting(main, more, others, known);
    }

    /// The same on these carriers, too.
    Setting on(List<String> more) {
      return new Setting(main, options, more, known);
    }

    /// The same with lines that mean nothing.
    Setting saying(Pattern... more) {
      return new Setting(main, options, others, List.of(more));
    }
  }
}
