package dpone.toolkit.format.csv;

import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one record, one after another. Used by one thread; the last field lies in {@link
 * #text} from {@link #from} to {@link #to}.
 */
public final class CsvFields {
  private final int delimiter;
  private final int quote;
  private final ByteOutput unquoted = new ByteOutput(64);
  byte[] text = {};
  int from;
  int to;
  boolean isQuoted;
  private byte[] data = {};
  private int at;
  private int end;

  CsvFields(CsvRules rules) {
    this.delimiter = rules.delimiter();
    // No byte is 256.
    this.quote = rules.quote() < 0 ? 256 : rules.quote();
  }

  /**
   * All fields of a record as text.
   *
   * @throws dpone.toolkit.format.codec.PoisonException when it is no CSV
   */
  public static List<String> texts(byte[] data, int from, int to, CsvRules rules) {
    CsvFields fields = new CsvFields(rules);
    fields.open(data, from, to - from);
    List<String> texts = new ArrayList<>();
    while (fields.isMore()) {
      fields.next();
      Utf8.check(fields.text, fields.from, fields.to);
      texts.add(
          new String(fields.text, fields.from, fields.to - fields.from, StandardCharsets.UTF_8));
    }
    return texts;
  }

  void open(byte[] source, int offset, int length) {
    data = source;
    at = offset;
    end = offset + length;
    // A producer may end the line, as in a file.
    if (end > at && data[end - 1] == '\n') {
      end--;
    }
    if (end > at && data[end - 1] == '\r') {
      end--;
    }
  }

  /** Whether there is another field; after the last one the place is behind the end. */
  boolean isMore() {
    return at <= end;
  }

  void next() {
    if (at < end && data[at] == quote) {
      quoted();
      step();
      isQuoted = true;
      text = unquoted.array();
      from = 0;
      to = unquoted.length();
      return;
    }
    int start = at;
    while (at < end && data[at] != delimiter) {
      if (data[at] == '\n' || data[at] == '\r' || data[at] == quote) {
        throw Refusal.malformed("a quote or line break stands in a field without quotes");
      }
      at++;
    }
    isQuoted = false;
    text = data;
    from = start;
    to = at;
    step();
  }

  private void quoted() {
    unquoted.truncate(0);
    at++;
    while (true) {
      int start = at;
      while (at < end && data[at] != quote) {
        at++;
      }
      if (at == end) {
        throw Refusal.malformed("a quoted field has no end");
      }
      unquoted.write(data, start, at - start);
      at++;
      if (at == end || data[at] != quote) {
        return;
      }
      unquoted.write(quote);
      at++;
    }
  }

  private void step() {
    if (at < end && data[at] != delimiter) {
      throw Refusal.malformed("text stands behind the quotes of a field");
    }
    at++;
  }
}
