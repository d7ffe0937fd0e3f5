package io.smolscale.sim;

import io.smolscale.sim.machine.Figures;

/// A cell and what came out of it.
///
/// @param cell what was run
/// @param figures what came out
record Row(Cell cell, Figures figures) {}
