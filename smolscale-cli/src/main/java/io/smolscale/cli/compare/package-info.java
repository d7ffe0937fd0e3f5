/// # The user's own program on both schedulers
///
/// The same command runs on the JDK's scheduler and on smolscale in turn, never both at once: a
/// service wants its port for itself. Who goes first changes from round to round. What each run
/// used is the kernel's own account of the whole process, from its start to its end.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.compare;
