package dpone.connector.vendors.googlesheets;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.json.JsonCursor;
import dpone.toolkit.format.json.JsonText;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.error.HttpCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Rows of values, which are lists, as records with names. Used by one thread. */
final class SheetRows implements Records {
  /** Field of every record: the row's number in the tab. */
  static final String NUMBER = "_row";

  private final String stream;
  private final Records lists;
  private final SheetColumns columns;
  private final int firstColumn;
  private final boolean keepEmpty;
  private final byte[][] names;
  private final JsonCursor in = new JsonCursor();
  private final ByteOutput out = new ByteOutput(256);
  private long row;
  private long read;

  /**
   * Rows out of lists.
   *
   * @param first number of the first row
   * @param firstColumn number of the first column, for messages
   * @param keepEmpty whether a row without values is one
   */
  SheetRows(
      String stream,
      Records lists,
      SheetColumns columns,
      long first,
      int firstColumn,
      boolean keepEmpty) {
    this.stream = stream;
    this.lists = lists;
    this.columns = columns;
    this.row = first - 1;
    this.firstColumn = firstColumn;
    this.keepEmpty = keepEmpty;
    this.names = new byte[columns.names().size()][];
    for (int i = 0; i < names.length; i++) {
      ByteOutput name = new ByteOutput(32);
      text(columns.names().get(i).getBytes(StandardCharsets.UTF_8), name);
      names[i] = name.toByteArray();
    }
  }

  @Override
  public boolean next() throws IOException {
    while (lists.next()) {
      row++;
      boolean empty;
      try {
        empty = !take();
      } catch (PoisonException malformed) {
        throw HttpCode.UNEXPECTED
            .error("row " + row + " is no list of values: " + malformed.poison().message())
            .at(Place.stream(stream))
            .build();
      }
      if (!empty || keepEmpty) {
        read++;
        return true;
      }
    }
    return false;
  }

  /** Writes the record; false when the row has no value at all. */
  private boolean take() {
    in.open(lists.data(), lists.from(), lists.to() - lists.from());
    out.truncate(0);
    out.write("{\"" + NUMBER + "\":" + row);
    boolean any = false;
    in.expect('[');
    if (in.peek() == ']') {
      in.advance();
    } else {
      int column = 0;
      do {
        any |= cell(column++);
      } while (in.more(']'));
    }
    out.write('}');
    return any;
  }

  private boolean cell(int column) {
    int kind = in.peek();
    int start = in.position();
    in.skipValue(1);
    int length = in.position() - start;
    boolean empty = kind == 'n' || (kind == '"' && length == 2);
    if (empty) {
      return false;
    }
    if (column >= names.length) {
      throw outside(column, new String(in.data(), start, length, StandardCharsets.UTF_8));
    }
    out.write(',');
    out.write(names[column]);
    out.write(':');
    if (kind == '"' || kind == 't' || kind == 'f') {
      boolean quoted = kind == '"' || !(columns.types().get(column) instanceof DataType.Text);
      raw(start, length, quoted);
    } else {
      number(columns.types().get(column), start, length);
    }
    return true;
  }

  /** A number is what it is, unless the column has days, times or text. */
  private void number(DataType type, int start, int length) {
    String text = new String(in.data(), start, length, StandardCharsets.US_ASCII);
    Optional<String> time =
        switch (type) {
          case DataType.Date t -> Serial.date(text);
          case DataType.Timestamp t -> Serial.timestamp(text);
          case DataType.Time t -> Serial.time(text);
          default -> Optional.empty();
        };
    if (time.isPresent()) {
      text(time.get().getBytes(StandardCharsets.US_ASCII), out);
    } else {
      raw(start, length, !(type instanceof DataType.Text));
    }
  }

  private void raw(int start, int length, boolean asItIs) {
    if (asItIs) {
      out.write(in.data(), start, length);
    } else {
      out.write('"');
      out.write(in.data(), start, length);
      out.write('"');
    }
  }

  private DponeException outside(int column, String value) {
    String shown = value.length() <= 40 ? value : value.substring(0, 40) + "...";
    return SheetsCode.CELL_OUTSIDE
        .error("cell " + A1.letters(firstColumn + column) + row + " has a value: " + shown)
        .at(Place.stream(stream))
        .build();
  }

  private static void text(byte[] text, ByteOutput out) {
    JsonText.string(text, 0, text.length, out);
  }

  @Override
  public byte[] data() {
    return out.array();
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int to() {
    return out.length();
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public void close() throws IOException {
    lists.close();
  }
}
