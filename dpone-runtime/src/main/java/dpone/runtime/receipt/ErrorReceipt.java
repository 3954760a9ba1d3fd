package dpone.runtime.receipt;

import dpone.spi.error.DponeException;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * An error as data.
 *
 * @param code stable code
 * @param category category in lower case
 * @param message what happened
 * @param where where it happened, empty if unknown
 * @param remedy what to do, empty if there is nothing to advise
 */
public record ErrorReceipt(
    String code, String category, String message, String where, String remedy) {

  /** The error, with secrets masked. */
  public static ErrorReceipt of(DponeException e, UnaryOperator<String> redact) {
    return new ErrorReceipt(
        e.code(),
        e.category().name().toLowerCase(Locale.ROOT),
        redact.apply(e.what()),
        redact.apply(e.place().describe()),
        redact.apply(e.remedy()));
  }
}
