package dpone.cli.output;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person is watching. */
public final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal on which a line can be drawn again. */
  public static boolean attached() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      // Since Java 22 there is a console without a terminal, and only there is this method.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
