package dpone.service.tds.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of a bulk load (MS-TDS 2.2.6.1). */
public final class BulkMessage {
  private static final int COLUMNS = 0x81;
  private static final int ROW = 0xD1;
  private static final int ROW_WITHOUT_NULLS = 0xD2;
  private static final int DONE = 0xFD;

  private BulkMessage() {}

  /** Hands over columns and rows as they come; returns how many rows there were. */
  public static long read(
      TdsReader in, Version version, Consumer<List<Column>> begin, Consumer<@Nullable Object[]> row)
      throws IOException {
    List<Column> columns = List.of();
    long rows = 0;
    for (int token = in.next(); token >= 0; token = in.next()) {
      switch (token) {
        case COLUMNS -> {
          columns = columns(in, version);
          begin.accept(columns);
        }
        case ROW, ROW_WITHOUT_NULLS -> {
          if (columns.isEmpty()) {
            throw new TdsException("a row of a bulk load before its columns");
          }
          row.accept(cells(in, columns, token == ROW_WITHOUT_NULLS));
          rows++;
        }
        case DONE -> {
          in.bytes(version.atLeast(Version.V7_2) ? 12 : 8);
          return rows;
        }
        default ->
            throw new TdsException("a token 0x" + Integer.toHexString(token) + " in a bulk load");
      }
    }
    return rows;
  }

  private static List<Column> columns(TdsReader in, Version version) throws IOException {
    int count = in.u16();
    if (count == 0 || count > 1024) {
      throw new TdsException("a bulk load of " + count + " columns");
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(Column.read(in, version));
    }
    return columns;
  }

  private static @Nullable Object[] cells(TdsReader in, List<Column> columns, boolean bitmap)
      throws IOException {
    byte[] nulls = bitmap ? in.bytes((columns.size() + 7) / 8) : new byte[(columns.size() + 7) / 8];
    @Nullable Object[] cells = new @Nullable Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      boolean absent = (nulls[i / 8] & 1 << i % 8) != 0;
      cells[i] = absent ? null : Values.read(in, columns.get(i).info(), true);
    }
    return cells;
  }
}
