/// Services on Helidon 4 SE, whose server answers on virtual threads only.
@NullMarked
package io.smolscale.services.helidon;

import org.jspecify.annotations.NullMarked;
