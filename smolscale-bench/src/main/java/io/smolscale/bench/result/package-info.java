/// # What was measured
///
/// Records only, which go to and come from JSON: a [Report] is what one JVM says, a [Row] sums up
/// the JVMs of one contender at one workload, a [Summary] is a whole run.
@NullMarked
package io.smolscale.bench.result;

import org.jspecify.annotations.NullMarked;
