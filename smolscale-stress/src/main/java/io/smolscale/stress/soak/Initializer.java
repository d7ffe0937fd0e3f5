package io.smolscale.stress.soak;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;

/// The mould of the hidden classes that [Pin] makes: its initialiser runs what it was given.
final class Initializer {
  static {
    try {
      MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Runnable.class)
          .run();
    } catch (IllegalAccessException e) {
      throw new LinkageError("the class data of " + Initializer.class, e);
    }
  }

  private Initializer() {}
}
