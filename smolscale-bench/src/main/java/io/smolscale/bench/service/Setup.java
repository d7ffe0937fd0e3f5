package io.smolscale.bench.service;

import io.smolscale.bench.result.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What all visits have in common.
///
/// @param before what starts a service on the processors that it is to have; nothing for all of
///   them
/// @param jvmArgs for all JVMs
/// @param options the option file of smolscale
/// @param plan how long a visit warms up, and measures each rate
/// @param rampSeconds how long an attempt of a [Ramp] takes
record Setup(List<String> before, List<String> jvmArgs, Path options, Plan plan, int rampSeconds) {
  // A thread that ends takes its count of context switches with it; and what an idle compiler's
  // thread took could not be left out any more.
  private static final String COMPILERS_STAY = "-XX:-UseDynamicNumberOfCompilerThreads";

  /// The command line of a service, as it follows `java`.
  List<String> command(Service service, Side side) {
    final List<String> command = new ArrayList<>(jvmArgs);
    command.add(COMPILERS_STAY);
    command.addAll(side.jvmArgs(options));
    command.addAll(service.program());
    command.addAll(side.words());
    return command;
  }
}
