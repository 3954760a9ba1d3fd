package dpone.cli.output;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

/** Whether a person is watching. */
public final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal on which a line can be drawn again. */
  @SuppressWarnings("SystemConsoleNull") // asked below where there may be one without a terminal
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

  /** Asks the person who is watching; an answer other than yes is no. */
  @SuppressWarnings("SystemConsoleNull") // before Java 22 there may be none
  public static boolean confirmed(String question) {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
