package dpone.toolkit.http.api;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the records of an answer are written in. */
public sealed interface BodyFormat {
  /**
   * A JSON document.
   *
   * @param records path of the records: a JSON Pointer, or JSONPath with names and wildcards
   * @param entries whether the members of an object are the records, as {@code key} and {@code
   *     value}
   * @param explode path inside of each record of its children, which are then the rows; or null
   * @param explodeEntries whether members of an object are the children, as {@code key} and {@code
   *     value}
   */
  record Json(String records, boolean entries, @Nullable String explode, boolean explodeEntries)
      implements BodyFormat {
    /** Without keys of children. */
    public Json(String records, boolean entries, @Nullable String explode) {
      this(records, entries, explode, false);
    }

    /** Records of that path. */
    public static Json at(String records) {
      return new Json(records, false, null);
    }
  }

  /** A JSON object a line. */
  record JsonLines() implements BodyFormat {}

  /**
   * Text with delimiters.
   *
   * @param delimiter between fields
   * @param quote around a field that holds delimiters; NUL for none
   * @param charset of the text, unless the answer names another; null for UTF-8
   * @param header whether the first record names the columns
   * @param nullTexts unquoted texts that mean null
   */
  record Csv(
      char delimiter, char quote, @Nullable Charset charset, boolean header, List<String> nullTexts)
      implements BodyFormat {
    /** With commas, quotes and a header, in UTF-8. */
    public static final Csv STANDARD = new Csv(',', '"', null, true, List.of(""));

    /** Copies the list. */
    public Csv {
      nullTexts = List.copyOf(nullTexts);
    }
  }

  /**
   * An XML document.
   *
   * @param records path of the elements that are records, such as {@code /ValCurs/Valute}
   */
  record Xml(String records) implements BodyFormat {}

  /** Formats whose records are JSON objects when they reach the columns. */
  default boolean isJson() {
    return !(this instanceof Csv);
  }

  /** Names of the formats, for options. */
  List<String> NAMES = List.of("json", "jsonl", "csv", "xml");
}
