package dpone.service.tds;

import dpone.service.tds.wire.Parameter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a client asks for.
 *
 * @param kind in which way
 * @param text the statement, or the name of a procedure, as it came
 * @param parameters what is handed over
 * @param session who asks
 */
public record Request(Kind kind, String text, List<Parameter> parameters, Session session) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** In which way something is asked for. */
  public enum Kind {
    /** A statement as text. */
    BATCH,
    /** A statement with parameters, by whichever of {@code sp_executesql} and its kin. */
    STATEMENT,
    /** A procedure by its name. */
    PROCEDURE,
    /**
     * A transaction, by a request of the protocol: {@code BEGIN}, {@code COMMIT}, {@code ROLLBACK},
     * {@code SAVE}.
     */
    TRANSACTION
  }

  /** Copies the list. */
  public Request {
    parameters = List.copyOf(parameters);
  }

  /** The text with single blanks, by which a script knows it. */
  public String statement() {
    return normal(text);
  }

  static String normal(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }
}
