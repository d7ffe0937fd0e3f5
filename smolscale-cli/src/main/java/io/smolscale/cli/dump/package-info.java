/// What the JVM tells of its threads, read: its thread dump, its printout, and what a stack means.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.dump;
