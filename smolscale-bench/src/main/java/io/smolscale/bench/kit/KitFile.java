package io.smolscale.bench.kit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/// One file that is a shell script, with an archive behind its last line.
///
/// @param machine the architecture that its content runs on, as `uname -m` names it
/// @param commit what it was made of
record KitFile(String machine, String commit) {
  private static final String HEAD = "head.sh";
  private static final String BEGINNING = "#!/bin/sh\n# smolscale-kit:";
  private static final int DIGITS =
      12; // a number as wide as this, whatever it is: it counts itself
  private static final int KILO = 1024;

  /// Returns the architecture of this JVM, as `uname -m` names it.
  static String thisMachine() {
    String arch = System.getProperty("os.arch", "");
    return "amd64".equals(arch) ? "x86_64" : arch;
  }

  /// Whether a kit may be written there: there is nothing, or an older kit.
  static boolean mayReplace(Path file) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGINNING.length()), US_ASCII).equals(BEGINNING);
    }
  }

  /// Packs a folder, and writes it behind the script. The file appears when it is whole.
  void write(Path folder, Path file) throws IOException, InterruptedException {
    Path archive = Files.createTempFile("smolscale-kit", ".tar.gz");
    Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "smolscale-kit", ".tmp");
    try {
      pack(folder, archive);
      try (OutputStream out = Files.newOutputStream(whole)) {
        out.write(head(Files.size(archive), kilobytes(folder)).getBytes(UTF_8));
        Files.copy(archive, out);
      }
      Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(archive);
      Files.deleteIfExists(whole);
    }
  }

  private String head(long archiveSize, long unpacked) throws IOException {
    String head = script().replace("@MACHINE@", machine).replace("@COMMIT@", commit);
    head = head.replace("@UNPACKED@", String.valueOf(unpacked));
    int skip = filled(head, 0, 0).getBytes(UTF_8).length;
    return filled(head, skip, skip + archiveSize);
  }

  private static String filled(String head, long skip, long size) {
    return head.replace("@SKIP@", padded(skip)).replace("@SIZE@", padded(size));
  }

  private static String padded(long number) {
    String digits = String.valueOf(number);
    return digits + " ".repeat(DIGITS - digits.length());
  }

  private static String script() throws IOException {
    try (InputStream in = KitFile.class.getResourceAsStream(HEAD)) {
      if (in == null) {
        throw new IOException("there is no " + HEAD);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static void pack(Path folder, Path archive) throws IOException, InterruptedException {
    ProcessBuilder tar =
        new ProcessBuilder("tar", "-C", folder.toString(), "-czf", archive.toString(), "--", ".");
    tar.environment().put("GZIP", "-9");
    Process process = tar.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw CommandException.failure("tar cannot pack the kit: " + said.strip());
    }
  }

  private static long kilobytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
      return bytes / KILO;
    }
  }
}
