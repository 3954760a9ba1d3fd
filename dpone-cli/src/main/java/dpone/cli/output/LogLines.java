package dpone.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends log records to standard error, one masked line each. */
public final class LogLines extends Handler {
  // The log manager keeps no hold of a logger, and a collected one forgets its level.
  private static final List<Logger> CONFIGURED =
      List.of(Logger.getLogger(""), Logger.getLogger("dpone"));

  private final Screen screen;
  private final Formatter messages = new SimpleFormatter();
  private final boolean debug;

  private LogLines(Screen screen, boolean debug) {
    this.screen = screen;
    this.debug = debug;
    setLevel(Level.ALL);
  }

  /** Warnings of dpone and errors of everybody; with debug more. */
  public static void install(Screen screen, boolean debug) {
    LogManager.getLogManager().reset();
    Logger root = CONFIGURED.get(0);
    root.addHandler(new LogLines(screen, debug));
    root.setLevel(debug ? Level.INFO : Level.SEVERE);
    CONFIGURED.get(1).setLevel(debug ? Level.FINE : Level.WARNING);
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    StringBuilder line = new StringBuilder(word(entry.getLevel()));
    line.append(' ').append(entry.getLoggerName()).append(": ");
    line.append(messages.formatMessage(entry));
    Throwable thrown = entry.getThrown();
    if (thrown != null) {
      line.append(" (").append(thrown).append(')');
    }
    screen.complain(line.toString());
    if (thrown != null && debug) {
      screen.trace(thrown);
    }
  }

  private static String word(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    return level.intValue() >= Level.WARNING.intValue()
        ? "warning"
        : level.getName().toLowerCase(Locale.ROOT);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
