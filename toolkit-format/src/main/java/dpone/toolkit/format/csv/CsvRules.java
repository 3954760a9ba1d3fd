package dpone.toolkit.format.csv;

import dpone.toolkit.format.codec.FormatCode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a line is written.
 *
 * @param delimiter character between two fields
 * @param quote character around a field; -1 for none
 * @param nullTexts unquoted fields that mean null, the one to write first
 * @param hex whether bytes are hexadecimal instead of base64
 */
public record CsvRules(int delimiter, int quote, List<String> nullTexts, boolean hex) {
  /** Copies the list. */
  public CsvRules {
    nullTexts = List.copyOf(nullTexts);
  }

  /**
   * Reads the options.
   *
   * @throws dpone.spi.error.DponeException FORMAT_OPTION for what cannot be
   */
  public static CsvRules of(String delimiter, String quote, String nullText, boolean hex) {
    return of(delimiter, quote, List.of(nullText), hex);
  }

  /**
   * Reads the options.
   *
   * @throws dpone.spi.error.DponeException FORMAT_OPTION for what cannot be
   */
  public static CsvRules of(String delimiter, String quote, List<String> nullTexts, boolean hex) {
    int between = one("delimiter", delimiter);
    int around = quote.isEmpty() ? -1 : one("quote", quote);
    boolean bare = between != around;
    for (String text : nullTexts) {
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        bare &= b != between && b != around && b != '\n' && b != '\r';
      }
    }
    if (!bare) {
      throw FormatCode.OPTION
          .error("delimiter, quote and null_text of csv cannot be told apart")
          .build();
    }
    return new CsvRules(between, around, nullTexts, hex);
  }

  private static int one(String option, String text) {
    if (text.length() != 1 || text.charAt(0) > 126 || "\r\n".contains(text)) {
      throw FormatCode.OPTION
          .error(option + " of csv is not one character of ASCII: " + text)
          .build();
    }
    return text.charAt(0);
  }

  /** The field that is written for null, as UTF-8. */
  public byte[] nullBytes() {
    return nullTexts.isEmpty() ? new byte[0] : nullTexts.get(0).getBytes(StandardCharsets.UTF_8);
  }

  /** The fields that mean null, as UTF-8. */
  byte[][] nulls() {
    return nullTexts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }
}
