/// Programs that hang, each in a way of its own. They say `ready` before they do.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.why.hangs;
