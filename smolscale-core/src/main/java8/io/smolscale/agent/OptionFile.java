package io.smolscale.agent;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The options that put a JVM on smolscale, for each place where such options are written. They name
 * a class loader on the boot class path that installs the scheduler while the JVM starts.
 */
final class OptionFile {
  static final String BOOT_PATH = "-Xbootclasspath/a:";

  private static final String COMMENT = "#";

  /** Where options stand, and how that is written. */
  enum Form {
    /** For {@code java @file}. */
    ARGUMENT_FILE,
    /** For {@code -XX:VMOptionsFile=file}, which knows no comments. */
    VM_OPTIONS_FILE,
    /** For JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, and {@code jlink --add-options}. */
    ONE_LINE
  }

  private OptionFile() {}

  /** Returns the options as words of a command line, with this file on the boot class path. */
  static List<String> words(File boot) {
    return Arrays.asList(
        BOOT_PATH + boot,
        "-Djava.system.class.loader=smolscale.SystemLoader",
        // The loader gets at the rest of the JDK from there.
        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
        // With a system loader of one's own, the JVM warns at each start that it takes no classes
        // of the application from its archive. Errors about archives still show.
        "-Xlog:cds=error");
  }

  /** Returns the text of an option file. */
  static List<String> lines(Form form, File boot) {
    List<String> lines = new ArrayList<>();
    if (form == Form.ARGUMENT_FILE) {
      lines.add(COMMENT + " smolscale: java @this-file -jar app.jar");
    }
    for (String word : words(boot)) {
      lines.add(form == Form.ARGUMENT_FILE ? quotedForArguments(word) : quotedForVm(word));
    }
    return form == Form.ONE_LINE ? Arrays.asList(String.join(" ", lines)) : lines;
  }

  /**
   * Returns the words in a file that {@link #lines} has written, or null if there is none.
   *
   * <p>The form is known by the comment, which only the java launcher understands.
   */
  static List<String> read(File file) throws IOException {
    if (!file.isFile()) {
      return null;
    }
    Charset ofPaths = Charset.forName(System.getProperty("sun.jnu.encoding"));
    String text = new String(Files.readAllBytes(file.toPath()), ofPaths);
    return split(text, text.startsWith(COMMENT));
  }

  /** Returns the words of a text. With comments and escapes, or without either. */
  private static List<String> split(String text, boolean forLauncher) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null; // that is being read, or null between two
    char quote = 0; // that is open, or 0
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (forLauncher && quote == 0 && text.startsWith(COMMENT, i)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
        c = ' ';
      }
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (forLauncher && quote != 0 && c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else {
        word.append(c);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  /**
   * Makes the jar for the boot class path, where it is not there yet.
   *
   * @param boot the file, or null for the usual one, beside this jar
   */
  static File makeBootJar(File boot) throws IOException {
    File file = (boot == null ? BootJar.beside(jar()) : boot).getAbsoluteFile();
    if (file.getPath().contains(File.pathSeparator)) {
      throw new IOException(
          "the path "
              + file
              + " has a \""
              + File.pathSeparator
              + "\" in it, which ends a path on the boot class path; put the file elsewhere, with"
              + " args --boot-jar FILE");
    }
    try {
      BootJar.write(jar(), file);
    } catch (IOException e) {
      throw new IOException(
          "cannot write " + file + " (" + e + "); name another file: args --boot-jar FILE", e);
    }
    return file;
  }

  /** Returns this jar. */
  static File jar() {
    CodeSource source = Main.class.getProtectionDomain().getCodeSource();
    if (source == null) { // an option file has put us on the boot class path
      return new File(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]);
    }
    try {
      return new File(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the version of this jar. Not that of the package, which has none where an option file
   * in the environment has put us on the boot class path.
   */
  static String version() throws IOException {
    try (JarFile jar = new JarFile(jar())) {
      return jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }
  }

  /** Returns the java that runs this. */
  static String java() {
    return new File(System.getProperty("java.home"), "bin/java").getPath();
  }

  /** As the java launcher reads it: in quotes, where a backslash escapes. */
  private static String quotedForArguments(String word) {
    return isPlain(word) ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** As the JVM reads it, from a file or a variable: in quotes of one kind, without escapes. */
  private static String quotedForVm(String word) {
    if (isPlain(word)) {
      return word;
    }
    char quote = word.indexOf('"') < 0 ? '"' : '\'';
    if (word.indexOf(quote) >= 0) {
      throw new IllegalArgumentException(
          "the JVM reads no word with quotes of both kinds: "
              + word
              + "; put the file elsewhere, with args --boot-jar FILE");
    }
    return quote + word + quote;
  }

  private static boolean isPlain(String word) {
    return word.matches("[\\w@%+=:,./-]*");
  }
}
