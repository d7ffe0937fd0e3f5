package io.smolscale.samples;

import com.softwaremill.jox.Channel;
import io.smolscale.Nursery;
import io.smolscale.Smolscale;
import io.smolscale.Task;

/// Three stages with bounded channels between them. A slow stage slows down those before it; the
/// end of the input runs through all of them; and if one fails, the nursery cancels the others.
public final class Pipeline {
  private static final int ROOM = 16;

  private Pipeline() {}

  /// Counts the letters of the words of a text.
  public static long lettersOf(String text) throws Exception {
    // quote
    Channel<String> words = Channel.newBufferedChannel(ROOM);
    Channel<Integer> lengths = Channel.newBufferedChannel(ROOM);
    try (Nursery nursery = Nursery.open()) {
      nursery.spawn(() -> {
        for (String word : text.split("\\W+", -1)) {
          words.send(word);
        }
        words.done();
        return true;
      });
      nursery.spawn(() -> {
        while (words.receiveOrClosed() instanceof String word) {
          lengths.send(word.length());
        }
        lengths.done();
        return true;
      });
      Task<Long> sum =
          nursery.spawn(() -> {
            long letters = 0;
            while (lengths.receiveOrClosed() instanceof Integer length) {
              letters += length;
            }
            return letters;
          });
      nursery.join();
      return sum.join();
    }
    // end
  }

  /// Runs it.
  public static void main(String[] args) throws Exception {
    String text = args.length > 0 ? String.join(" ", args) : "three stages and some channels";
    System.out.println(Smolscale.blockOn(() -> lettersOf(text)) + " letters");
  }
}
