import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// Checks what `./mvnw -Prelease deploy` has put into the folder target/staging against what Maven
/// Central asks for, signatures aside; and writes the sums of the archives beside them.
///
/// The POM of smolscale-dist starts it, as the last step, with the staging folder, the folder of
/// the archives, and the version.
final class CheckRelease {
  private static final String PARENT = "smolscale-parent";
  private static final String BOM = "smolscale-bom";
  private static final String LIBRARY = "smolscale";

  /// What carries smolscale into a library or framework; the BOM lists each.
  private static final List<String> ADAPTERS =
      List.of(
          "smolscale-coroutines",
          "smolscale-micrometer",
          "smolscale-netty",
          "smolscale-pekko",
          "smolscale-reactor",
          "smolscale-rxjava",
          "smolscale-spring-boot-starter",
          "smolscale-tomcat");

  private static final List<String> PUBLISHED =
      Stream.concat(Stream.of(LIBRARY, BOM, PARENT), ADAPTERS.stream()).toList();

  /// What Central refuses a POM without.
  private static final List<String> METADATA =
      List.of("name", "description", "url", "licenses", "developers", "scm");

  /// What stands in the POMs until somebody says where the sources are published.
  private static final String NOWHERE = "https://example.org/";

  /// The ends of the names of what belongs to the library, and to each adapter.
  private static final List<String> OF_JAR =
      List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml");

  private static final Map<String, String> SUMS = Map.of("md5", "MD5", "sha1", "SHA-1");

  private final Path staging;
  private final Path archives;
  private final String version;
  private final List<String> faults = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private CheckRelease(Path staging, Path archives, String version) {
    this.staging = staging;
    this.archives = archives;
    this.version = version;
  }

  public static void main(String[] args) throws Exception {
    CheckRelease check = new CheckRelease(Path.of(args[0]), Path.of(args[1]), args[2]);
    check.all();
    check.remarks.forEach(System.out::println);
    check.faults.forEach(System.err::println);
    if (!check.faults.isEmpty()) {
      System.exit(1);
    }
    System.out.println(
        "Well: " + args[0] + " has what Maven Central asks for, but for signatures.");
  }

  private void all() throws Exception {
    Path group = staging.resolve("io").resolve("smolscale");
    try (Stream<Path> there = Files.list(group)) {
      TreeSet<String> names = new TreeSet<>();
      there
          .filter(Files::isDirectory)
          .forEach(folder -> names.add(folder.getFileName().toString()));
      require(names.equals(new TreeSet<>(PUBLISHED)), group + " has " + names);
    }
    Element parent = pom(file(PARENT, ".pom"));
    for (String name : PUBLISHED) {
      Element pom = pom(file(name, ".pom"));
      for (String key : METADATA) {
        boolean inherits = child(pom, "parent").isPresent() && !key.equals("name");
        require(
            child(pom, key).isPresent() || inherits && child(parent, key).isPresent(),
            name + ": the POM has no " + key);
      }
      sums(name);
    }
    Element bom = pom(file(BOM, ".pom"));
    require(child(bom, "parent").isEmpty(), BOM + " has a parent");
    Set<String> listed = new TreeSet<>();
    for (int i = 0; i < bom.getElementsByTagName("dependency").getLength(); i++) {
      Element dependency = (Element) bom.getElementsByTagName("dependency").item(i);
      listed.add(child(dependency, "artifactId").orElseThrow().getTextContent());
    }
    Set<String> jars = new TreeSet<>(ADAPTERS);
    jars.add(LIBRARY);
    require(listed.equals(jars), BOM + " lists " + listed + ", and not " + jars);
    for (String jar : jars) {
      OF_JAR.forEach(end -> file(jar, end));
    }
    for (String adapter : ADAPTERS) {
      holds(file(adapter, ".jar"), "META-INF/LICENSE");
      holds(file(adapter, "-javadoc.jar"), "index.html");
      materials(adapter);
    }
    holds(file(LIBRARY, ".jar"), "META-INF/LICENSE", "module-info.class");
    holds(
        file(LIBRARY, "-sources.jar"),
        "META-INF/LICENSE",
        "module-info.java",
        "io/smolscale/Smolscale.java",
        "io/smolscale/agent/AgentMain.java",
        "smolscale/SystemLoader.java",
        "java/lang/SmolscaleCarrier.java");
    holds(file(LIBRARY, "-javadoc.jar"), "index.html", "io.smolscale/io/smolscale/Smolscale.html");
    materials(LIBRARY);
    for (String end : List.of(".tar.gz", ".zip")) {
      Path archive = archives.resolve("smolscale-" + version + end);
      if (require(Files.isRegularFile(archive), "there is no " + archive)) {
        Files.writeString(
            archive.resolveSibling(archive.getFileName() + ".sha512"),
            sum("SHA-512", archive) + "  " + archive.getFileName() + "\n");
      }
    }
    if (!version.endsWith("-SNAPSHOT")) {
      for (String name : PUBLISHED) {
        String pom = Files.readString(file(name, ".pom"));
        require(!pom.contains("-SNAPSHOT"), name + ": a snapshot");
        if (pom.contains(NOWHERE)) {
          remarks.add(
              name
                  + ": not to be uploaded as long as smolscale.home is "
                  + NOWHERE
                  + "; say where the sources are published");
        }
      }
    }
  }

  private void materials(String jar) throws IOException {
    Path file = file(jar, "-cyclonedx.json");
    String materials = Files.readString(file, UTF_8);
    require(materials.contains("\"CycloneDX\""), file + " is no bill of materials of CycloneDX");
    require(
        materials.contains("pkg:maven/io.smolscale/" + jar + "@" + version),
        file + " is of another version");
  }

  private boolean require(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
    return holds;
  }

  /// Returns the newest file of an artifact with that end; a snapshot has the time in its name.
  private Path file(String artifact, String end) {
    Path folder = folder(artifact);
    String stem = artifact + "-" + version.replace("-SNAPSHOT", "");
    try (Stream<Path> files = Files.list(folder)) {
      String rest = version.endsWith("-SNAPSHOT") ? "(-[0-9.]+-[0-9]+|-SNAPSHOT)" : "";
      String pattern = java.util.regex.Pattern.quote(stem) + rest + end.replace(".", "\\.");
      return files
          .filter(file -> file.getFileName().toString().matches(pattern))
          .max(Path::compareTo)
          .orElseThrow(() -> new IllegalStateException("no *" + end + " in " + folder));
    } catch (IOException e) {
      throw new IllegalStateException("no folder " + folder, e);
    }
  }

  private Path folder(String artifact) {
    return staging.resolve("io").resolve("smolscale").resolve(artifact).resolve(version);
  }

  private void sums(String artifact) throws Exception {
    try (Stream<Path> files = Files.list(folder(artifact))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (SUMS.keySet().stream().anyMatch(kind -> name.endsWith("." + kind))) {
          continue;
        }
        for (Map.Entry<String, String> kind : SUMS.entrySet()) {
          Path sum = file.resolveSibling(name + "." + kind.getKey());
          require(
              Files.isRegularFile(sum)
                  && Files.readString(sum).strip().equals(sum(kind.getValue(), file)),
              sum + " is missing or wrong");
        }
      }
    }
  }

  private static String sum(String algorithm, Path file)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }

  private void holds(Path jar, String... entries) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (String entry : entries) {
        require(zip.getEntry(entry) != null, jar + " has no " + entry);
      }
    }
  }

  private static Element pom(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static Optional<Node> child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }
}
