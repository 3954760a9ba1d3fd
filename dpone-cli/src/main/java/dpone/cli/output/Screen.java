package dpone.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.runtime.credential.Redactor;
import dpone.runtime.json.Json;
import dpone.spi.error.DponeException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.UnaryOperator;

/**
 * Standard output and standard error. Everything that is printed passes through here, is masked,
 * and never breaks a line of progress that is being drawn. Thread-safe.
 */
public final class Screen {
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private UnaryOperator<String> redact = new Redactor()::redact;
  private boolean drawn;

  /**
   * A screen.
   *
   * @param terminal whether a line on {@code out} can be drawn again
   */
  public Screen(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Masks with that from now on. */
  public synchronized void redactWith(UnaryOperator<String> redactor) {
    this.redact = redactor;
  }

  /** The text without secrets. */
  public synchronized String redact(String text) {
    return redact.apply(text);
  }

  /** Whether progress can be drawn. */
  public boolean terminal() {
    return terminal;
  }

  /** A text on standard output; a line break is added if it has none at its end. */
  public synchronized void print(String text) {
    clear();
    out.print(redact.apply(text));
    if (!text.endsWith("\n")) {
      out.print('\n');
    }
    out.flush();
  }

  /** A document on standard output, the only thing there when machines read it. */
  public synchronized void document(JsonNode document) {
    clear();
    out.print(Json.pretty(Documents.redact(document, redact)));
    out.flush();
  }

  /** Draws a line over the one drawn before; the next print removes it. */
  public synchronized void draw(String line) {
    out.print(CLEAR_LINE);
    out.print(redact.apply(line));
    out.flush();
    drawn = true;
  }

  /** One line on standard error. */
  public synchronized void complain(String line) {
    clear();
    err.print(redact.apply(line).strip().replaceAll("\\s*[\\r\\n]+\\s*", " "));
    err.print('\n');
    err.flush();
  }

  /** The one line of an error. */
  public void error(DponeException e) {
    complain("error " + e.oneLine());
  }

  /** The stack trace of an error, for those who asked for it. */
  public synchronized void trace(Throwable e) {
    clear();
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    err.print(redact.apply(text.toString()));
    err.flush();
  }

  private void clear() {
    if (drawn) {
      out.print(CLEAR_LINE);
      out.flush();
      drawn = false;
    }
  }
}
