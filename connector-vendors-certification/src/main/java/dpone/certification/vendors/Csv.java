package dpone.certification.vendors;

import org.jspecify.annotations.Nullable;

/** Fields of text with delimiters (RFC 4180). */
final class Csv {
  private Csv() {}

  /** A cell as a field: nothing for null, in quotes where it has to be. */
  static String field(@Nullable String cell, char delimiter) {
    if (cell == null) {
      return "";
    }
    boolean plain =
        !cell.isEmpty()
            && cell.chars().noneMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
