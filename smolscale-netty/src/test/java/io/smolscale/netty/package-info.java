/// Tests of event loops as virtual threads, and the recipes that docs/servers.md quotes.
@NullMarked
package io.smolscale.netty;

import org.jspecify.annotations.NullMarked;
