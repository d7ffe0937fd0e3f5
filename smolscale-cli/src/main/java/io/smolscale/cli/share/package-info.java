/// # How much a program could gain
///
/// A flight recording says where a program's CPU time goes.
/// [Classifier][io.smolscale.cli.share.Classifier] tells from the stack of each sample what the
/// thread was doing: the program's own code, or one of the things that a scheduler is there for.
/// What it spends on these is the most that another scheduler can save.
///
/// The threads of the JVM itself (JIT, GC) have no Java stack, and are not in the samples: their
/// part is what the operating system counts for the process beyond the samples.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.share;
