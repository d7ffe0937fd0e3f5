/// A service on Quarkus 3, which answers on virtual threads, on those of its pool, or on its loops.
@NullMarked
package io.smolscale.services.quarkus;

import org.jspecify.annotations.NullMarked;
