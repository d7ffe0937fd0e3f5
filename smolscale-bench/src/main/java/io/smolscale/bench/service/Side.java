package io.smolscale.bench.service;

import io.smolscale.bench.result.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One way to run a service. The first is what the others are compared to.
public enum Side {
  /// The JDK's scheduler, as it comes.
  JDK("jdk", false, "", ""),

  /// The same program with the option file.
  SMOLSCALE("smolscale", false, "", ""),

  /// The same, with the framework's event loops on smolscale's workers, too.
  LOOP_INSIDE("loop-inside", false, "", "--loops inside"),

  /// The JDK's scheduler with one carrier.
  JDK_1("jdk-1", true, "-Djdk.virtualThreadScheduler.parallelism=1", ""),

  /// Platform threads in place of virtual ones.
  PLATFORM_200("platform-200", true, "", "--threads platform"),

  /// The framework's own event loop, which answers without handing over.
  LOOP("loop", true, "", "--threads loop");

  private final String title;
  private final boolean peer;
  private final String jvmArgs;
  private final String words;

  Side(String title, boolean peer, String jvmArgs, String words) {
    this.title = title;
    this.peer = peer;
    this.jvmArgs = jvmArgs;
    this.words = words;
  }

  /// The name on the command line and in reports.
  public String title() {
    return title;
  }

  /// The side of this name.
  static Optional<Side> named(String title) {
    return Arrays.stream(values()).filter(side -> side.title.equals(title)).findFirst();
  }

  /// The names of all.
  static List<String> titles() {
    return Arrays.stream(values()).map(Side::title).toList();
  }

  /// Whether it takes part only where somebody asks for it.
  boolean peer() {
    return peer;
  }

  /// Whether its virtual threads have to run on smolscale.
  boolean onSmolscale() {
    return this == SMOLSCALE || this == LOOP_INSIDE;
  }

  /// What its JVM gets that those of the other sides do not.
  ///
  /// @param options the option file of smolscale
  List<String> jvmArgs(Path options) {
    return onSmolscale() ? List.of("@" + options) : Variant.split(jvmArgs);
  }

  /// What the program gets behind the name of the service.
  List<String> words() {
    return Variant.split(words);
  }

  /// This side as the results have it.
  Variant variant(Path options) {
    final List<String> all = new ArrayList<>(jvmArgs(options));
    all.addAll(words());
    return new Variant(title, all);
  }
}
