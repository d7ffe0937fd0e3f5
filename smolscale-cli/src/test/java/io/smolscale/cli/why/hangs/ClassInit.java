package io.smolscale.cli.why.hangs;

import java.util.concurrent.CyclicBarrier;

/// Two classes whose initialisers need each other, first used by two threads at the same time.
public final class ClassInit {
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private ClassInit() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    Thread one =
        Thread.ofVirtual().name("reads-config").start(() -> System.out.println(Config.NAME));
    Thread two = Thread.ofVirtual().name("logs").start(() -> System.out.println(Registry.NAME));
    System.out.println("ready");
    one.join();
    two.join();
  }

  private static void meet() {
    try {
      BOTH.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static final class Config {
    static final String NAME;

    static {
      meet();
      NAME = "config of " + Registry.NAME;
    }

    private Config() {}
  }

  static final class Registry {
    static final String NAME;

    static {
      meet();
      NAME = "registry of " + Config.NAME;
    }

    private Registry() {}
  }
}
