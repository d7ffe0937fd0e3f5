/// Commands that the launcher, `./smolscale`, does itself: here they are only for its help.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.launcher;
