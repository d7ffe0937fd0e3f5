package io.smolscale.bench.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A real service: a program of its own, which knows nothing of benchmarks.
///
/// @param name on the command line and in reports
/// @param description what a request costs it, in a sentence
/// @param jar what has to be built
/// @param program what follows `java` and its options
/// @param client who makes its load
/// @param sides how it can be run
public record Service(
    String name,
    String description,
    Path jar,
    List<String> program,
    Client client,
    Set<Side> sides) {}
