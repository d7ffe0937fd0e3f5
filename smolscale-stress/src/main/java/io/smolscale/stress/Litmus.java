package io.smolscale.stress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/// Runs jcstress, with its own options, and then asks more of it than it does itself: each twin
/// must have shown its bad outcome, or we would not know that the test beside it can fail.
///
/// A twin is a litmus test whose name ends in `Twin`. On a busy machine two threads may hardly meet
/// within the time of a short run. So twins that have shown nothing run again, by themselves,
/// longer, and in all of the ways to compile them that jcstress knows; if they show nothing then
/// either, the run fails.
public final class Litmus {
  private static final int TRIES = 3;
  private static final List<String> LONGER = List.of("-m", "quick", "-sc", "false", "-iters", "5");

  private Litmus() {}

  /// Fails, by whatever it throws, when a forbidden outcome was seen or a twin showed nothing.
  ///
  /// @param args jcstress's options
  public static void main(String[] args) throws Exception {
    SortedSet<String> silent = run(List.of(args));
    for (int i = 1; i < TRIES && !silent.isEmpty(); i++) {
      System.out.println("Again, because their bad outcome was not seen: " + silent);
      List<String> again = new ArrayList<>(LONGER);
      again.addAll(List.of("-r", "jcstress-twins", "-t", String.join("|", silent)));
      silent = run(again);
    }
    if (!silent.isEmpty()) {
      throw new AssertionError(
          "Twins that never showed their bad outcome, so that we do not know whether the tests"
              + " beside them could: "
              + silent);
    }
  }

  /// Runs jcstress, which throws if there was a forbidden outcome.
  ///
  /// @return the twins that showed nothing
  private static SortedSet<String> run(List<String> args) throws Exception {
    Options options = new Options(args.toArray(String[]::new));
    if (!options.parse()) {
      throw new IllegalArgumentException("jcstress does not take " + args);
    }
    JCStress jcstress = new JCStress(options);
    SortedSet<String> silent = jcstress.getTests();
    silent.removeIf(name -> !name.endsWith("Twin"));
    jcstress.run();
    silent.removeAll(interesting(options.getResultFile()));
    return silent;
  }

  /// The tests that showed an outcome that is marked as interesting.
  private static Set<String> interesting(String resultFile)
      throws IOException, ClassNotFoundException {
    InProcessCollector results = new InProcessCollector();
    DiskReadCollector file = new DiskReadCollector(resultFile, results);
    file.dump();
    file.close();
    return results.getTestResults().stream()
        .filter(result -> result.grading().hasInteresting)
        .map(TestResult::getName)
        .collect(Collectors.toSet());
  }
}
