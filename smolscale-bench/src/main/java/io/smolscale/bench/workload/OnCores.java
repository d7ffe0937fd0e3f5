package io.smolscale.bench.workload;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Another workload, in a JVM that sees so many cores.
///
/// The number is what every scheduler takes for its parallelism. It binds no thread to a core, so
/// the JVM's own threads, and a driver or a load generator, may still use the others.
record OnCores(String name, Workload workload, int cores) implements Workload {
  @Override
  public String description() {
    return workload.description() + " The JVM sees %d cores.".formatted(cores);
  }

  @Override
  public String operation() {
    return workload.operation();
  }

  @Override
  public Family family() {
    return workload.family();
  }

  @Override
  public Driver driver() {
    return workload.driver();
  }

  @Override
  public boolean paced() {
    return workload.paced();
  }

  @Override
  public boolean comesInSlices() {
    return workload.comesInSlices();
  }

  @Override
  public List<String> jvmArgs() {
    return Stream.concat(
            workload.jvmArgs().stream(), Stream.of("-XX:ActiveProcessorCount=" + cores))
        .toList();
  }

  @Override
  public Workload warmUp() {
    return new OnCores(name, workload.warmUp(), cores); // equal to this one if the workload's is
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    return workload.run(iterations);
  }

  @Override
  public void close() throws IOException {
    workload.close();
  }
}
