package dpone.runtime.context;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Hands a connector's log lines to SLF4J, with the run in front and secrets masked. */
public final class RunLogger implements System.Logger {
  private final Logger target;
  private final String prefix;
  private final UnaryOperator<String> redact;

  /**
   * A logger.
   *
   * @param target where lines go
   * @param prefix what stands before each, such as {@code [orders]}
   * @param redact masks secrets
   */
  public RunLogger(Logger target, String prefix, UnaryOperator<String> redact) {
    this.target = target;
    this.prefix = prefix;
    this.redact = redact;
  }

  @Override
  public String getName() {
    return target.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    return switch (level) {
      case ALL, TRACE -> target.isTraceEnabled();
      case DEBUG -> target.isDebugEnabled();
      case INFO -> target.isInfoEnabled();
      case WARNING -> target.isWarnEnabled();
      case ERROR -> target.isErrorEnabled();
      case OFF -> false;
    };
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (!isLoggable(level)) {
      return;
    }
    String line = prefix + " " + redact.apply(message == null ? "" : message);
    // A stack trace can quote a connection string, so only its text goes out, masked.
    String tail =
        thrown == null ? "" : " (" + redact.apply(String.valueOf(thrown.getMessage())) + ")";
    switch (level) {
      case ALL, TRACE -> target.trace("{}{}", line, tail);
      case DEBUG -> target.debug("{}{}", line, tail);
      case INFO -> target.info("{}{}", line, tail);
      case WARNING -> target.warn("{}{}", line, tail);
      case ERROR -> target.error("{}{}", line, tail);
      case OFF -> {}
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... params) {
    if (isLoggable(level)) {
      String text = format == null ? "" : format;
      String message =
          params == null || params.length == 0
              ? text
              : new MessageFormat(text, Locale.ROOT).format(params);
      log(level, bundle, message, (Throwable) null);
    }
  }
}
