/// Who runs what, and who is woken.
@NullMarked
package io.smolscale.sim.policy;

import org.jspecify.annotations.NullMarked;
