import org.jspecify.annotations.NullMarked;

/// A work-balancing scheduler for virtual threads and plain tasks. `io.smolscale` is the whole API;
/// `io.smolscale.agent` is the entry point of `-javaagent:smolscale.jar`.
@NullMarked
module io.smolscale {
  exports io.smolscale;
  // Where an application has this module, the JVM enters its agent through it, too.
  exports io.smolscale.agent to
      java.instrument;

  requires static java.instrument;
  // Both for observers: a JVM may be without them.
  requires static java.management;
  requires static jdk.jfr;
  requires static org.jspecify;
}
