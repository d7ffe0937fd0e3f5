package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.EveryWay;
import io.smolscale.apps.UsesLibrary;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An executable jar that brings smolscale along, so that `java -jar app.jar` is all that a user
/// types. What the manifests hold here is the recipe in docs/running.md.
class EmbeddedIT {
  @TempDir private Path folder;

  @Test
  void everyVirtualThreadOfAJarThatNamesTheAgent() throws Exception {
    Manifest manifest = manifest(EveryWay.class);
    put(manifest, "Class-Path", Program.jar().toUri().getPath());
    put(manifest, "Launcher-Agent-Class", "io.smolscale.agent.AgentMain");
    AgentIT.assertOnSmolscale(runs(jar(manifest, false)));
  }

  @Test
  void everyVirtualThreadOfAJarThatHoldsTheAgent() throws Exception {
    Manifest manifest = manifest(EveryWay.class);
    put(manifest, "Launcher-Agent-Class", "io.smolscale.agent.AgentMain");
    AgentIT.assertOnSmolscale(runs(jar(manifest, true)));
  }

  @Test
  void theSchedulersOfAJarThatOpensTheJdkForTheLibrary() throws Exception {
    Manifest manifest = manifest(UsesLibrary.class);
    put(manifest, "Class-Path", Program.jar().toUri().getPath());
    put(
        manifest,
        "Add-Opens",
        "java.base/java.lang java.base/jdk.internal.vm java.base/sun.nio.ch");
    assertThat(runs(jar(manifest, false)).out())
        .anyMatch(line -> line.startsWith("spawn: ") && line.contains("@smolscale-"))
        .anyMatch(line -> line.startsWith("own: ") && line.contains("@own-"))
        .anyMatch(line -> line.startsWith("jdk: ") && line.contains("@ForkJoinPool-"));
  }

  private static Result runs(Path jar) throws Exception {
    return Program.of("-jar", jar.toString()).run().assertQuiet();
  }

  private static Manifest manifest(Class<?> main) {
    Manifest manifest = new Manifest();
    put(manifest, "Manifest-Version", "1.0");
    put(manifest, "Main-Class", main.getName());
    return manifest;
  }

  private static void put(Manifest manifest, String name, String value) {
    manifest.getMainAttributes().put(new Attributes.Name(name), value);
  }

  /// @param merged whether the classes of smolscale are in it, too
  private Path jar(Manifest manifest, boolean merged) throws IOException {
    Path jar = folder.resolve("app.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> app : new Class<?>[] {EveryWay.class, UsesLibrary.class}) {
        String name = app.getName().replace('.', '/') + ".class";
        try (InputStream bytes = app.getClassLoader().getResourceAsStream(name)) {
          assertThat(bytes).isNotNull();
          out.putNextEntry(new JarEntry(name));
          bytes.transferTo(out);
        }
      }
      if (merged) {
        merge(out);
      }
    }
    return jar;
  }

  private static void merge(JarOutputStream out) throws IOException {
    try (JarFile ours = new JarFile(Program.jar().toFile())) {
      for (JarEntry entry : Collections.list(ours.entries())) {
        if (entry.getName().endsWith(".class") && !entry.getName().equals("module-info.class")) {
          out.putNextEntry(new JarEntry(entry.getName()));
          ours.getInputStream(entry).transferTo(out);
        }
      }
    }
  }
}
