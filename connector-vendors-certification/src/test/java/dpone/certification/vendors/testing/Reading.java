package dpone.certification.vendors.testing;

import dpone.certify.kit.TestRow;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a session of a read gave, in the kit's canonical text. */
public final class Reading {
  private static final BigInteger LOW = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  public final List<TestRow> rows = new ArrayList<>();
  public @Nullable Position position;
  public boolean complete;
  public long filtered;
  public int sessions;

  private static final int MOST = 5_000;

  private Reading() {}

  /** One session over one stream. */
  public static Reading of(
      Source source, StreamSelection selection, ReadMode mode, @Nullable Position from) {
    Reading reading = new Reading();
    StreamRead read = new StreamRead(selection, source.describe(selection).schema(), mode, null);
    try (ReadSession session = source.read(new ReadRequest("scope", List.of(read), from, 1))) {
      List<ReadReceipt> receipts = new ArrayList<>();
      for (Split split : session.splits()) {
        try (SplitReader reader = source.open(split)) {
          for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
            try (ColumnBatch batch = (ColumnBatch) chunk) {
              reading.take(batch);
            }
          }
          receipts.add(reader.finish());
        }
      }
      reading.position = session.position(receipts).orElse(null);
      reading.complete = session.complete();
      receipts.forEach(receipt -> reading.filtered += receipt.filtered());
    }
    return reading;
  }

  /** Sessions one after the other until nothing is left. */
  public static Reading toTheEnd(
      Source source, StreamSelection selection, ReadMode mode, @Nullable Position from) {
    Reading all = new Reading();
    Position position = from;
    do {
      Reading part = of(source, selection, mode, position);
      all.rows.addAll(part.rows);
      all.filtered += part.filtered;
      all.sessions++;
      all.complete = part.complete;
      position = part.position;
    } while (!all.complete && all.sessions < MOST);
    all.position = position;
    return all;
  }

  private void take(ColumnBatch batch) {
    List<Field> fields = batch.schema().fields();
    for (int row = 0; row < batch.rows(); row++) {
      List<@Nullable String> cells = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        cells.add(text(batch.column(i), fields.get(i).type(), row));
      }
      rows.add(new TestRow(cells));
    }
  }

  private static @Nullable String text(Column column, DataType type, int row) {
    if (column.isNull(row)) {
      return null;
    }
    return switch (column) {
      case IntColumn ints ->
          switch (type) {
            case DataType.Bool b -> ints.get(row) == 1 ? "t" : "f";
            case DataType.Date d -> LocalDate.ofEpochDay(ints.get(row)).toString();
            default -> Integer.toString(ints.get(row));
          };
      case LongColumn longs -> Long.toString(longs.get(row));
      case DoubleColumn doubles ->
          type instanceof DataType.FloatingPoint floating && floating.bits() == 32
              ? String.format("%08x", Float.floatToRawIntBits((float) doubles.get(row)))
              : String.format("%016x", Double.doubleToRawLongBits(doubles.get(row)));
      case Int128Column wide ->
          type instanceof DataType.Decimal number
              ? decimal(wide, number, row)
              : new UUID(wide.high(row), wide.low(row)).toString();
      case BytesColumn bytes ->
          type instanceof DataType.Bytes
              ? HexFormat.of()
                  .formatHex(Arrays.copyOfRange(bytes.data(), bytes.start(row), bytes.end(row)))
              : bytes.text(row);
      case ListColumn list -> list(list, ((DataType.Array) type).element(), row);
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  private static String list(ListColumn list, DataType element, int row) {
    StringJoiner text = new StringJoiner("|", "[", "]");
    for (int i = list.start(row); i < list.end(row); i++) {
      text.add(String.valueOf(text(list.elements(), element, i)));
    }
    return text.toString();
  }

  private static String decimal(Int128Column column, DataType.Decimal type, int row) {
    BigInteger unscaled =
        BigInteger.valueOf(column.high(row))
            .shiftLeft(64)
            .or(BigInteger.valueOf(column.low(row)).and(LOW));
    BigDecimal value = new BigDecimal(unscaled, type.scale());
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
