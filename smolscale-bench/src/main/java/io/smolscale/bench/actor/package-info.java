/// Pekko's actors, on dispatchers side by side.
@NullMarked
package io.smolscale.bench.actor;

import org.jspecify.annotations.NullMarked;
