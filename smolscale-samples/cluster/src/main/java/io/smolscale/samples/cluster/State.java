package io.smolscale.samples.cluster;

/// What a counter is, and what is replicated of it.
///
/// @param count how many additions it has counted
/// @param last the sequence number of the last one
record State(long count, long last) {
  static final State NONE = new State(0, 0);

  State plus(long sequence) {
    return new State(count + 1, sequence);
  }

  String encode() {
    return count + " " + last;
  }

  static State decode(String text) {
    int at = text.indexOf(' ');
    return new State(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
  }
}
