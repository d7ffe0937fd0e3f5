@org.jspecify.annotations.NullMarked
package io.smolscale.cli.dump;
