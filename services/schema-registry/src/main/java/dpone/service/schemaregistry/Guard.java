package dpone.service.schemaregistry;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Runs the registry in this JVM and ends it with standard input, which the registry by itself would
 * not look at.
 */
public final class Guard {
  private Guard() {}

  /**
   * @param arguments the main class to run
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("parent").start(() -> exitWith(System.in));
    Method main = Class.forName(arguments[0]).getMethod("main", String[].class);
    try {
      main.invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException failed) {
      failed.printStackTrace();
      Runtime.getRuntime().exit(1);
    }
  }

  private static void exitWith(InputStream input) {
    byte[] ignored = new byte[64];
    try {
      while (input.read(ignored) >= 0) {
        // until the service closes the pipe, or dies
      }
    } catch (IOException broken) {
      // the same
    }
    Runtime.getRuntime().exit(0);
  }
}
