/// Tests of the cluster sample.
@NullMarked
package io.smolscale.samples.cluster;

import org.jspecify.annotations.NullMarked;
