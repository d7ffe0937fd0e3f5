/// Tasks, and when they arrive.
@NullMarked
package io.smolscale.sim.load;

import org.jspecify.annotations.NullMarked;
