/// A machine in virtual time: events, cores, costs, counts.
@NullMarked
package io.smolscale.sim.machine;

import org.jspecify.annotations.NullMarked;
