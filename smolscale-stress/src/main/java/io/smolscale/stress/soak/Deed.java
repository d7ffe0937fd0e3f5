package io.smolscale.stress.soak;

import java.util.List;
import java.util.random.RandomGenerator;

/// One thing to do to a scheduler.
///
/// @param weight how often it is drawn, in comparison with others
/// @param waits whether it may wait for other tasks, which a plain task had better not do
/// @param act how it is done
record Deed(int weight, boolean waits, Act act) {
  private static final List<Deed> ALL =
      List.of(
          new Deed(8, false, Bursts::plain),
          new Deed(8, false, Bursts::threads),
          new Deed(4, false, Bursts::tree),
          new Deed(4, false, Bursts::chain),
          new Deed(3, false, Bursts::inherited),
          new Deed(1, false, Bursts::overflow),
          new Deed(4, true, Bursts::oneByOne),
          new Deed(4, false, Messages::ring),
          new Deed(4, false, Messages::polls),
          new Deed(4, false, Messages::pingPong),
          new Deed(6, false, Delays::sleeps),
          new Deed(4, false, Delays::timeOuts),
          new Deed(2, false, Obstacles::hog),
          new Deed(2, false, Obstacles::pin),
          new Deed(2, false, Obstacles::pinUntilReleased),
          new Deed(2, false, Obstacles::blockedWorker),
          new Deed(2, false, Obstacles::file),
          new Deed(2, false, Obstacles::blockOn),
          new Deed(3, false, Troubles::failure),
          new Deed(4, true, Troubles::interrupt),
          new Deed(3, true, Troubles::cancel),
          new Deed(3, true, Troubles::cancelPlain));
  private static final int TICKETS = ALL.stream().mapToInt(Deed::weight).sum();

  /// How it is done.
  interface Act {
    void on(Stage stage, RandomGenerator random) throws Exception;
  }

  /// Draws one.
  static Deed draw(RandomGenerator random) {
    int ticket = random.nextInt(TICKETS);
    for (Deed deed : ALL) {
      ticket -= deed.weight;
      if (ticket < 0) {
        return deed;
      }
    }
    throw new AssertionError(ticket);
  }

  /// Does it, from whatever thread is drawn.
  ///
  /// @param random this deed's own
  void act(Stage stage, RandomGenerator random) throws Exception {
    stage.somewhere(random, waits, () -> act.on(stage, random));
  }
}
