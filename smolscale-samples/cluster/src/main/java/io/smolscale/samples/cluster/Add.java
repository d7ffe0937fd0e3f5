package io.smolscale.samples.cluster;

import java.io.Serializable;

/// "Count one more": what the load sends to a counter. Sent again until it is acknowledged.
///
/// On the wire it is a string, for which Pekko has a serializer.
///
/// @param counter the name of the counter
/// @param sequence counts the additions of this counter's only sender, from 1
record Add(String counter, long sequence) implements Serializable {
  private static final String SEPARATOR = " ";

  String encode() {
    return counter + SEPARATOR + sequence;
  }

  static Add decode(String message) {
    int at = message.indexOf(SEPARATOR);
    return new Add(message.substring(0, at), Long.parseLong(message.substring(at + 1)));
  }
}
