/// # The hang doctor
///
/// `smolscale why` takes two looks at a JVM, a second apart, and says who waits for whom.
/// [Look][io.smolscale.cli.why.Look] is what is seen of it at one moment: the JDK's thread dump,
/// its printout of threads, and, where it is on smolscale, who holds which lock and how the workers
/// are. [Evidence][io.smolscale.cli.why.Evidence] is two of these. From there on nothing asks the
/// JVM: [Analysis][io.smolscale.cli.why.Analysis] is a function from the evidence to
/// [findings][io.smolscale.cli.why.Finding].
///
/// A wait counts if it was the same at both looks: same thread, same object, same stack.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.why;
