/// A service that does next to nothing but HTTP and JSON.
@NullMarked
package io.smolscale.services.spring.json;

import org.jspecify.annotations.NullMarked;
