/// Tests of Reactor's schedulers on smolscale, and what they cost.
@NullMarked
package io.smolscale.reactor;

import org.jspecify.annotations.NullMarked;
