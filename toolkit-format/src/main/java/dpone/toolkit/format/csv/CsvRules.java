package dpone.toolkit.format.csv;

import dpone.toolkit.format.codec.FormatCode;
import java.nio.charset.StandardCharsets;

/**
 * How a line is written.
 *
 * @param delimiter character between two fields
 * @param quote character around a field; -1 for none
 * @param nullText an unquoted field that means null
 * @param hex whether bytes are hexadecimal instead of base64
 */
public record CsvRules(int delimiter, int quote, String nullText, boolean hex) {
  /**
   * Reads the options.
   *
   * @throws dpone.spi.error.DponeException FORMAT_OPTION for what cannot be
   */
  public static CsvRules of(String delimiter, String quote, String nullText, boolean hex) {
    int between = one("delimiter", delimiter);
    int around = quote.isEmpty() ? -1 : one("quote", quote);
    byte[] nothing = nullText.getBytes(StandardCharsets.UTF_8);
    boolean bare = between != around;
    for (byte b : nothing) {
      bare &= b != between && b != around && b != '\n' && b != '\r';
    }
    if (!bare) {
      throw FormatCode.OPTION
          .error("delimiter, quote and null_text of csv cannot be told apart")
          .build();
    }
    return new CsvRules(between, around, nullText, hex);
  }

  private static int one(String option, String text) {
    if (text.length() != 1 || text.charAt(0) > 126 || "\r\n".contains(text)) {
      throw FormatCode.OPTION
          .error(option + " of csv is not one character of ASCII: " + text)
          .build();
    }
    return text.charAt(0);
  }

  /** The field that means null, as UTF-8. */
  public byte[] nullBytes() {
    return nullText.getBytes(StandardCharsets.UTF_8);
  }
}
