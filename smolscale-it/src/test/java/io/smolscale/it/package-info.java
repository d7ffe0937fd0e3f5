/// Programs that we did not write, each in a JVM of its own, with the agent and without.
@NullMarked
package io.smolscale.it;

import org.jspecify.annotations.NullMarked;
