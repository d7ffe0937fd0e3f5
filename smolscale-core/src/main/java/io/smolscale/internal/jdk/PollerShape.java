package io.smolscale.internal.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;

/// What the JDK's pollers must look like for [PollSet] to take their place.
///
/// All of it is looked at before any of these classes is initialised: what turned out afterwards
/// could not be taken back. Later JDKs have another shape: see decision 52.
final class PollerShape {
  static final String POLLER = "sun.nio.ch.Poller";
  static final String POLLERS = "POLLERS";
  static final String READ_POLLERS = "readPollers";
  static final String WRITE_POLLERS = "writePollers";

  static final String MASTER_POLLER = "masterPoller";
  static final String MAP = "map";

  private PollerShape() {}

  /// Where the classes come from, which are not to be initialised.
  interface Classes {
    /// Returns the class of this name.
    Class<?> named(String name) throws ClassNotFoundException;
  }

  /// Those of this JDK. No lambda: this is on the way of the first virtual thread.
  static final class OfJdk implements Classes {
    @Override
    public Class<?> named(String name) throws ClassNotFoundException {
      return Class.forName(name, false, null);
    }
  }

  /// Looks whether it is all there.
  ///
  /// @throws ReflectiveOperationException naming what is not
  static void check(Classes jdk) throws ReflectiveOperationException {
    Class<?> poller = jdk.named(POLLER);
    Class<?> epollPoller = jdk.named("sun.nio.ch.EPollPoller");
    Class<?> event = jdk.named("sun.nio.ch.EventFD");
    Class<?> epoll = jdk.named("sun.nio.ch.EPoll");
    Class<?> pollers = field(poller, POLLERS, true).getType();
    places(pollers, READ_POLLERS, poller);
    places(pollers, WRITE_POLLERS, poller);
    constructor(epollPoller, boolean.class, boolean.class);
    method(poller, int.class, "fdVal");
    method(poller, int.class, "registered");
    method(poller, void.class, "polled", int.class);
    constructor(event);
    method(event, int.class, "efd");
    method(event, void.class, "set");
    method(event, void.class, "reset");
    method(epoll, int.class, "ctl", int.class, int.class, int.class, int.class);
    method(epoll, int.class, "wait", int.class, long.class, int.class, int.class);
    method(epoll, long.class, "allocatePollArray", int.class);
    method(epoll, void.class, "freePollArray", long.class);
    method(epoll, long.class, "getEvent", long.class, int.class);
    method(epoll, int.class, "getDescriptor", long.class);
    method(poller, void.class, "implRegister", int.class);
    method(event, void.class, "close");
    var _ = field(pollers, MASTER_POLLER, false);
    if (!field(poller, MAP, false).getType().equals(Map.class)) {
      throw missing(poller, "map of those who wait");
    }
  }

  private static Field field(Class<?> in, String name, boolean isStatic)
      throws ReflectiveOperationException {
    try {
      Field field = in.getDeclaredField(name);
      if (Modifier.isStatic(field.getModifiers()) == isStatic) {
        return field;
      }
    } catch (NoSuchFieldException _) {
      // told below
    }
    throw missing(in, "field " + name);
  }

  /// A field that may be written though it is final: not that of a record, or a static one.
  private static void places(Class<?> pollers, String name, Class<?> poller)
      throws ReflectiveOperationException {
    Field field = field(pollers, name, false);
    Class<?> element = field.getType().getComponentType();
    if (pollers.isRecord() || element == null || !element.equals(poller)) {
      throw missing(pollers, "place for pollers in " + name);
    }
  }

  private static void constructor(Class<?> in, Class<?>... parameters)
      throws ReflectiveOperationException {
    try {
      var _ = in.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException _) {
      throw missing(in, "constructor with " + parameters.length + " parameters as in JDK 25");
    }
  }

  private static void method(Class<?> in, Class<?> result, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    try {
      if (in.getDeclaredMethod(name, parameters).getReturnType().equals(result)) {
        return;
      }
    } catch (NoSuchMethodException _) {
      // told below
    }
    throw missing(in, "method " + name + " as in JDK 25");
  }

  private static ReflectiveOperationException missing(Class<?> in, String what) {
    return new ReflectiveOperationException(
        "this JDK's pollers are of another shape: " + in.getName() + " has no " + what);
  }
}
