/// What smolscale does, as [Micrometer][io.smolscale.micrometer.SmolscaleMetrics] meters.
@NullMarked
package io.smolscale.micrometer;

import org.jspecify.annotations.NullMarked;
