package io.smolscale;

/// The body of a virtual thread, counted while it runs. Between its start and this count a thread
/// waits in a queue or is just being run, and either keeps the crew from ending.
record CountedBody(Runnable body, Count alive) implements Runnable {
  @Override
  public void run() {
    boolean counted = false;
    try {
      alive.add(1);
      counted = true;
    } finally { // whatever that has thrown: somebody waits for the body
      try {
        body.run();
      } finally {
        if (counted) {
          alive.add(-1);
        }
      }
    }
  }
}
