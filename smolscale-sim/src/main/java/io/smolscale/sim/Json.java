package io.smolscale.sim;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;

/// Everything there is to know about an experiment.
final class Json {
  private Json() {}

  static String of(Experiment experiment, List<Row> rows) throws IOException {
    return JSON.std.asString(
        new Summary(
            experiment.seed(),
            experiment.seeds(),
            experiment.costs().toString(),
            experiment.host().toString(),
            rows));
  }

  record Summary(long seed, int seeds, String costs, String host, List<Row> rows) {}
}
