package io.smolscale.internal.worker;

/// How many processors there are to run on. It may change: control groups and affinities do.
///
/// To ask costs system calls and, in a container, files of the control group that the JVM reads.
@FunctionalInterface
public interface Processors {
  /// Those that the JVM sees.
  Processors OF_JVM =
      new Processors() { // no lambda: it is made at the start of each JVM with virtual threads
        @Override
        public int count() {
          return Runtime.getRuntime().availableProcessors();
        }
      };

  /// Asks.
  int count();
}
