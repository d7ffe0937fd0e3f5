package io.smolscale.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The jar for the boot class path: the classes of smolscale.jar, and the system class loader, which
 * that jar carries in META-INF because its package must not be in a module.
 *
 * <p>It has no manifest, since every program would read it instead of its own; no module
 * declaration; and no entries for folders. The entries are stored as they are, which the JVM reads
 * sooner.
 */
final class BootJar {
  private static final String CLASS = ".class";
  private static final String OURS = "io/smolscale/";
  private static final String LOADER = "META-INF/boot/";

  private static final int YEAR = 1980; // the first that a zip file can write down

  private BootJar() {}

  /** Returns the file that belongs to smolscale.jar: smolscale-boot.jar beside it. */
  static File beside(File jar) {
    String name = jar.getName();
    String stem = name.endsWith(".jar") ? name.substring(0, name.length() - 4) : name;
    return new File(jar.getParentFile(), stem + "-boot.jar");
  }

  /** Writes the file, unless it is there and holds what it should. Replaces no file of others. */
  static void write(File jar, File boot) throws IOException {
    if (isOf(jar, boot)) {
      return;
    }
    if (boot.isFile() && boot.length() > 0 && !isBootJar(boot)) {
      throw new IOException("it is there, and no boot jar of smolscale's");
    }
    File folder = boot.getAbsoluteFile().getParentFile();
    File draft = File.createTempFile("smolscale-boot", ".draft", folder);
    try {
      try (ZipFile from = new ZipFile(jar);
          ZipOutputStream to = new ZipOutputStream(new FileOutputStream(draft))) {
        to.setMethod(ZipOutputStream.STORED);
        for (Map.Entry<String, ZipEntry> entry : contents(from).entrySet()) {
          copy(from, entry.getValue(), to, entry.getKey());
        }
      }
      draft.setReadable(true, false); // a temporary file is for its owner alone
      // A JVM may have the old one open: that goes on with it.
      Files.move(draft.toPath(), boot.toPath(), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft.toPath());
    }
  }

  /** Returns whether the file is there, and holds what was in smolscale.jar. */
  static boolean isOf(File jar, File boot) throws IOException {
    if (!boot.isFile()) {
      return false;
    }
    try (ZipFile from = new ZipFile(jar);
        ZipFile to = new ZipFile(boot)) {
      Map<String, ZipEntry> expected = contents(from);
      for (Map.Entry<String, ZipEntry> entry : expected.entrySet()) {
        ZipEntry there = to.getEntry(entry.getKey());
        if (there == null || there.getCrc() != entry.getValue().getCrc()) {
          return false;
        }
      }
      return to.size() == expected.size();
    } catch (ZipException e) { // no jar at all
      return false;
    }
  }

  /** Returns whether it is such a file, of whatever version. */
  private static boolean isBootJar(File file) throws IOException {
    try (ZipFile zip = new ZipFile(file)) {
      return zip.getEntry("smolscale/SystemLoader.class") != null;
    } catch (ZipException e) { // no jar at all
      return false;
    }
  }

  /** Returns the entries to copy, by their new names, in order. */
  private static Map<String, ZipEntry> contents(ZipFile jar) {
    List<ZipEntry> entries = new ArrayList<>();
    for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
      entries.add(all.nextElement());
    }
    Collections.sort(entries, Comparator.comparing(ZipEntry::getName));
    Map<String, ZipEntry> contents = new LinkedHashMap<>();
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      if (name.endsWith(CLASS) && name.startsWith(OURS)) {
        contents.put(name, entry);
      } else if (name.endsWith(CLASS) && name.startsWith(LOADER)) {
        contents.put(name.substring(LOADER.length()), entry);
      }
    }
    return contents;
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to, String name)
      throws IOException {
    byte[] bytes;
    try (InputStream in = from.getInputStream(entry)) {
      bytes = readAll(in);
    }
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry copy = new ZipEntry(name);
    copy.setMethod(ZipEntry.STORED);
    copy.setSize(bytes.length);
    copy.setCrc(sum.getValue());
    copy.setTime(time());
    to.putNextEntry(copy);
    to.write(bytes);
    to.closeEntry();
  }

  /** Returns a moment that a zip file writes down alike in all time zones: it takes local time. */
  private static long time() {
    return new GregorianCalendar(YEAR, Calendar.FEBRUARY, 1).getTimeInMillis();
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      all.write(part, 0, n);
    }
    return all.toByteArray();
  }
}
