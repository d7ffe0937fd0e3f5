package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.VmExecutor;

/// Where a worker of a crew works: all that it calls.
///
/// @param commons what the workers share
/// @param roster strikes it out when it retires
/// @param end hears that it has retired
/// @param intake takes what its ring has no room for
/// @param waits sees to what waits behind it when its task blocks
/// @param pool what a plain task sees as the pool of its worker
record Station(
    Commons commons, Roster roster, End end, Intake intake, Waits waits, VmExecutor pool) {}
