/// Commands that the launcher, `./smolscale`, does itself: here they are only for its help. Of the
/// doctor, it does all but the look at a process.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.launcher;
