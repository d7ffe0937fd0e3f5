package io.smolscale.sim;

import io.smolscale.sim.machine.Figures;
import java.util.List;

/// A cell and what came out of it.
///
/// @param cell what was run
/// @param figures what came out, on average
/// @param runs what came out with each seed
record Row(Cell cell, Figures figures, List<Figures> runs) {
  Row(Cell cell, List<Figures> runs) {
    this(cell, Figures.mean(runs), runs);
  }
}
