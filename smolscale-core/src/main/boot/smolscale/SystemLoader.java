package smolscale;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Paths;

/**
 * Where a JVM enters smolscale without an agent: the option file names this class as {@code
 * java.system.class.loader}. The JDK makes one in the last phase of its start, before it loads the
 * program; {@link Installation} puts the scheduler in, and has the JDK's own loader take this one's
 * place. Neither the program nor a tool sees this loader then.
 *
 * <p>The package must not be in any module: the application's loader looks for a class of a
 * module's package in that module only, and a program may have smolscale on its module path.
 *
 * <p>Compiled for Java 9, so that an old JVM can say what it lacks. Whatever goes wrong, the
 * program starts.
 */
public final class SystemLoader extends ClassLoader {
  private static final String PROPERTY = "java.system.class.loader";

  private URLClassLoader appended; // guarded by this

  /** Called by the JDK, with its own loader. */
  public SystemLoader(ClassLoader application) {
    super(application);
    try {
      System.clearProperty(PROPERTY); // a child that copies our properties has not got this class
      new Installation(this, application).run();
    } catch (IllegalAccessError e) {
      say(
          "the option --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED is missing; make the"
              + " option file again with: java -jar smolscale.jar args");
    } catch (Installation.UsersLoaderError e) {
      throw e;
    } catch (Throwable e) { // none of these may keep the program from starting
      say(e.toString());
    }
  }

  /** Prints why the program runs without us. */
  static void say(String why) {
    try {
      System.err.println("smolscale: " + why + "; the program runs on the JDK's own scheduler");
    } catch (Throwable e) {
      // There is no way to say it.
    }
  }

  /**
   * Adds a jar to the class path. The JVM calls this for each agent, and ends where a system loader
   * has no such method. Only where this loader could not be replaced.
   */
  @SuppressWarnings("unused")
  private synchronized void appendToClassPathForInstrumentation(String path)
      throws MalformedURLException {
    URL[] jar = {Paths.get(path).toUri().toURL()};
    appended = new URLClassLoader(jar, appended == null ? getParent() : appended);
  }

  @Override
  protected synchronized Class<?> findClass(String name) throws ClassNotFoundException {
    if (appended == null) {
      throw new ClassNotFoundException(name);
    }
    return appended.loadClass(name);
  }
}
