package io.smolscale.sim.machine;

import io.smolscale.sim.machine.Events.Event;
import org.jspecify.annotations.Nullable;

/// A thread of the simulated operating system. The fields are those of [Processors].
public abstract class SimThread {
  Processors.@Nullable Core core; // that it has
  long onCoreSince;
  long had; // how long it has had a core, before this one
  long left; // of the current stretch, when it has no core
  @Nullable Runnable then;
  @Nullable Event end;
}
