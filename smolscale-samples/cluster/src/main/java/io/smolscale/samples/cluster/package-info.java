/// A Pekko cluster of three JVMs on one machine, each on smolscale: sharded entities whose state is
/// replicated, a load that delivers at least once, and a node that is killed and comes back.
@NullMarked
package io.smolscale.samples.cluster;

import org.jspecify.annotations.NullMarked;
