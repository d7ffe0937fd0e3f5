/// Runs the samples, and compares them with the documentation.
@NullMarked
package io.smolscale.samples;

import org.jspecify.annotations.NullMarked;
