package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Who sees the flag sees what was written before it: release and acquire suffice, plain does not.
/// The smallest example of a litmus test and its broken twin.
public class PublicationLitmus {

  /// Release against acquire: the bad outcome is forbidden, and stops the build.
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 42", "1, 42"},
      expect = ACCEPTABLE,
      desc = "in some order")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the flag without the value")
  @State
  public static class ReleaseAcquire {
    private static final VarHandle FLAG;

    static {
      try {
        FLAG = MethodHandles.lookup().findVarHandle(ReleaseAcquire.class, "flag", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    int value;
    int flag;

    @Actor
    public void writer() {
      value = 42;
      FLAG.setRelease(this, 1);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = (int) FLAG.getAcquire(this);
      r.r2 = value;
    }
  }

  /// The broken twin, with plain accesses: shows that the bad outcome exists and that we would see
  /// it.
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 42", "1, 42"},
      expect = ACCEPTABLE,
      desc = "in some order")
  @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "the flag without the value")
  @State
  public static class Plain {
    int value;
    int flag;

    @Actor
    public void writer() {
      value = 42;
      flag = 1;
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = flag;
      r.r2 = value;
    }
  }
}
