@org.jspecify.annotations.NullMarked
package io.smolscale.cli.share;
