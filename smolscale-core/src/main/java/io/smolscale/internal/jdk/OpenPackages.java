package io.smolscale.internal.jdk;

import java.util.List;

/// Which packages of the JDK the seams need, and how a user opens them by hand.
public final class OpenPackages {
  /// The packages that virtual threads on workers of ours need, all of `java.base`.
  public static final List<String> NAMES = List.of("java.lang");

  /// The packages that it takes to wait for sockets ourselves, all of `java.base`. Without them the
  /// JDK's pollers serve.
  public static final List<String> FOR_SOCKETS = List.of("sun.nio.ch");

  /// All that the agent opens. With `jdk.internal.misc` it needs no other for what is in
  /// `java.lang`, by way of [Bridge].
  static final List<String> FOR_AGENT = List.of("sun.nio.ch", "jdk.internal.misc");

  private static volatile boolean onDemand;

  private OpenPackages() {}

  /// From now on, seams open what they need when they are first reached for. For the entry: the
  /// user has let it into the JDK, and most programs need none of these.
  public static void openOnDemand() {
    onDemand = true;
  }

  /// Opens packages to the module of this class, if that was [allowed][#openOnDemand].
  static void openIfAllowed(List<String> packages) throws IllegalAccessException {
    if (!onDemand) {
      return;
    }
    Module base = Object.class.getModule();
    Module us = OpenPackages.class.getModule();
    for (String name : packages) {
      if (base.getPackages().contains(name) && !base.isOpen(name, us)) {
        Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_THREADS);
        SmolscaleThreads.open(base, name, us);
      }
    }
  }

  /// The options that open [#NAMES] to the module of this class.
  public static String option() {
    return option(NAMES);
  }

  /// The options that open packages to the module of this class.
  static String option(List<String> packages) {
    Module me = OpenPackages.class.getModule();
    String to = me.isNamed() ? me.getName() : "ALL-UNNAMED";
    StringBuilder options = new StringBuilder();
    for (String name : packages) {
      options.append(options.isEmpty() ? "" : " ");
      options.append("--add-opens=java.base/").append(name).append('=').append(to);
    }
    return options.toString();
  }
}
