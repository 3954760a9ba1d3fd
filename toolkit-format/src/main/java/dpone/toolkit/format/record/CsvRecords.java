package dpone.toolkit.format.record;

import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.csv.CsvFields;
import dpone.toolkit.format.csv.CsvRules;
import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.input.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of CSV (RFC 4180): lines, or several lines where a break stands in quotes. A record
 * is handed on as it is written, without its line break, for {@link
 * dpone.toolkit.format.csv.CsvDecoder}.
 */
public final class CsvRecords implements Records {
  private final InputStream stream;
  private final BodyBuffer in;
  private final CsvRules rules;
  private final boolean hasHeader;
  private final boolean emptyIsNone;
  private @Nullable List<String> header;
  private boolean begun;
  private int from;
  private int to;
  private long read;

  private CsvRecords(
      InputStream stream,
      CsvRules rules,
      boolean hasHeader,
      boolean emptyIsNone,
      int maxRecordBytes) {
    this.stream = stream;
    this.in = new BodyBuffer(stream, maxRecordBytes);
    this.rules = rules;
    this.hasHeader = hasHeader;
    this.emptyIsNone = emptyIsNone;
  }

  /**
   * Opens a body.
   *
   * @param declared charset that the sender declares; null for UTF-8, or what the first bytes say
   * @param hasHeader whether the first record names the fields
   * @param emptyIsNone whether a body without its header means that there are no records; otherwise
   *     it is an error
   * @param maxRecordBytes largest record
   */
  public static CsvRecords open(
      InputStream body,
      @Nullable Charset declared,
      CsvRules rules,
      boolean hasHeader,
      boolean emptyIsNone,
      int maxRecordBytes) {
    return new CsvRecords(
        TextInput.text(body, declared), rules, hasHeader, emptyIsNone, maxRecordBytes);
  }

  @Override
  public Optional<List<String>> header() throws IOException {
    begin();
    return Optional.ofNullable(header);
  }

  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    if (in.peekByte() == '<') {
      throw in.markup("CSV");
    }
    if (!hasHeader) {
      return;
    }
    if (!advance()) {
      if (emptyIsNone) {
        return;
      }
      throw BodyCode.BODY_EMPTY
          .error("the body is empty, and a line with the names of the fields was expected")
          .build();
    }
    try {
      header = CsvFields.texts(in.data, from, to, rules);
    } catch (PoisonException e) {
      throw BodyCode.BODY_MALFORMED
          .error("the line with the names of the fields is no CSV: " + e.poison().message())
          .build();
    }
  }

  @Override
  public boolean next() throws IOException {
    begin();
    if (!advance()) {
      return false;
    }
    read++;
    return true;
  }

  /** Moves to the next record that is no empty line. */
  private boolean advance() throws IOException {
    List<String> names = header;
    while (true) {
      in.release();
      if (in.peekByte() < 0) {
        return false;
      }
      in.mark();
      boolean ended = find();
      from = in.marked();
      to = in.at;
      if (ended) {
        in.at++;
      }
      if (to > from && in.data[to - 1] == '\r') {
        to--;
      }
      // With one field, an empty line is a record whose field is empty.
      boolean isOneField = names == null ? !hasHeader : names.size() == 1;
      if (to > from) {
        return true;
      }
      if (isOneField && in.peekByte() >= 0) {
        from = in.marked();
        to = from;
        return true;
      }
    }
  }

  /** Goes to the end of the record; tells whether a line break stands there. */
  private boolean find() throws IOException {
    // No byte is 256.
    int quote = rules.quote() < 0 ? 256 : rules.quote();
    int delimiter = rules.delimiter();
    boolean atStart = true;
    while (true) {
      byte[] bytes = in.data;
      int i = in.at;
      int stop = in.end;
      while (i < stop) {
        int b = bytes[i];
        if (b == '\n') {
          in.at = i;
          in.checkLimit();
          return true;
        }
        if (atStart && b == quote) {
          in.at = i + 1;
          quoted(quote);
          bytes = in.data;
          i = in.at;
          stop = in.end;
          atStart = false;
        } else {
          atStart = b == delimiter;
          i++;
        }
      }
      in.at = i;
      in.checkLimit();
      if (!in.fill()) {
        return false;
      }
    }
  }

  /** Goes behind the quote that ends a field. */
  private void quoted(int quote) throws IOException {
    while (true) {
      while (in.at < in.end) {
        if (in.data[in.at++] == quote) {
          // A doubled quote begins another piece of the same field.
          if (in.at == in.end && !in.fill()) {
            return;
          }
          if (in.data[in.at] != quote) {
            return;
          }
          in.at++;
        }
      }
      in.checkLimit();
      if (!in.fill()) {
        throw BodyCode.BODY_TRUNCATED
            .error("the body ends after " + in.position() + " bytes, inside of a field in quotes")
            .build();
      }
    }
  }

  @Override
  public byte[] data() {
    return in.data;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
