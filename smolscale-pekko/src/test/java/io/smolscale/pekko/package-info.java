/// Tests of the dispatchers, with actors.
@NullMarked
package io.smolscale.pekko;

import org.jspecify.annotations.NullMarked;
