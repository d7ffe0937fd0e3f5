/// JVMs that run: how a command gets to one, and what it may ask there.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.jvm;
