package io.smolscale.sim;

import io.smolscale.sim.load.Workload;
import io.smolscale.sim.machine.Costs;
import io.smolscale.sim.machine.Host;
import io.smolscale.sim.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Every workload on every machine under every load with every policy.
///
/// @param workloads what the tasks are like
/// @param cores how many cores
/// @param loads in percent of the cores
/// @param policies the schedulers
/// @param costs what things cost
/// @param host how the cores are shared
/// @param seed decides all that is random
/// @param seeds how many seeds, from that one on
record Experiment(
    List<Workload> workloads,
    List<Integer> cores,
    List<Integer> loads,
    List<Policy.Kind> policies,
    Costs costs,
    Host host,
    long seed,
    int seeds) {

  /// The runs, those to be compared next to each other.
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Workload workload : workloads) {
      for (int size : cores) {
        for (int load : loads) {
          for (Policy.Kind policy : policies) {
            cells.add(new Cell(workload, size, load, policy));
          }
        }
      }
    }
    return cells;
  }

  /// Runs them all, several at a time. The figures do not depend on the order.
  List<Row> run(Effort effort, Progress progress) {
    return cells().parallelStream()
        .map(cell -> {
          Row row =
              new Row(
                  cell,
                  LongStream.range(seed, seed + seeds)
                      .mapToObj(each -> cell.run(costs, host, each, effort))
                      .toList());
          progress.step(cell);
          return row;
        })
        .toList();
  }
}
