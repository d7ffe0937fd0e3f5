import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Gets Node.js and npm for `build/site` where they are missing: from registry.npmjs.org, which
/// `npm ci` needs anyway, each checked against its SHA-512. Installs nothing outside its folder.
///
///     java build/Node.java FOLDER
///
/// FOLDER/bin has the two commands afterwards.
final class Node {
  private static final String NODE = "22.23.3"; // of the line with long-term support
  private static final String NPM = "10.9.9"; // the one that Node.js 22 comes with
  private static final Map<String, String> NODE_SUMS =
      Map.of(
          "linux-x64",
          "qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==",
          "linux-arm64",
          "l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==");
  private static final String NPM_SUM =
      "1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==";

  private final Path folder;

  private Node(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    String machine = machine();
    if (!NODE_SUMS.containsKey(machine)) {
      System.err.println(
          "build/site: there is no Node.js 20 or newer, and none to fetch for "
              + machine
              + ": install it, see https://nodejs.org");
      System.exit(1);
    }
    new Node(Path.of(args[0]).toAbsolutePath()).make(machine);
  }

  private static String machine() {
    String processor = System.getProperty("os.arch");
    String system = System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT);
    return system.replace(' ', '-')
        + "-"
        + switch (processor) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64" -> "arm64";
          default -> processor;
        };
  }

  private void make(String machine) throws IOException, InterruptedException {
    Path node = unpacked("node-" + machine, NODE, NODE_SUMS.get(machine)).resolve("bin/node");
    Path npm = unpacked("npm", NPM, NPM_SUM).resolve("bin/npm-cli.js");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    command(bin.resolve("node"), "exec '" + node + "' \"$@\"");
    command(bin.resolve("npm"), "exec '" + node + "' '" + npm + "' \"$@\"");
  }

  private Path unpacked(String name, String version, String sum)
      throws IOException, InterruptedException {
    Path to = folder.resolve(name + "-" + version);
    if (!Files.exists(to.resolve("complete"))) {
      Files.createDirectories(to);
      Path archive = to.resolve("archive.tgz");
      URI from =
          URI.create("https://registry.npmjs.org/" + name + "/-/" + name + "-" + version + ".tgz");
      try (InputStream in = from.toURL().openStream()) {
        Files.write(archive, in.readAllBytes());
      }
      check(archive, from, sum);
      List<String> tar = List.of("tar", "-xzf", archive.toString(), "-C", to.toString());
      if (new ProcessBuilder(tar).inheritIO().start().waitFor() != 0) {
        throw new IOException("cannot unpack " + archive);
      }
      Files.delete(archive);
      Files.createFile(to.resolve("complete"));
    }
    return to.resolve("package");
  }

  private static void check(Path archive, URI from, String sum) throws IOException {
    try {
      byte[] found = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
      if (!Base64.getEncoder().encodeToString(found).equals(sum)) {
        throw new IOException(from + " is not what it was: its SHA-512 differs from " + sum);
      }
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private static void command(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " a command");
    }
  }
}
