import com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import microsoft.sql.DateTimeOffset;

/** The same rows as a program writes them with the plain driver: batches that it turns into bulk copies. */
final class Peer {
  static final String COLUMNS =
      "id, customer_id, kind, paid, amount, rate, weight, score, code, note, ref, created, updated_at, seen_at, attrs";

  private Peer() {}

  /** All values as objects that were made before. */
  static Object[][] block() {
    Object[][] rows = new Object[Rows.BLOCK][];
    for (int row = 0; row < rows.length; row++) {
      long i = row + 1;
      Long rate = Rows.rate(i);
      Long seen = Rows.seen(i);
      rows[row] =
          new Object[] {
            i,
            Rows.customer(i),
            (short) Rows.kind(i),
            Rows.paid(i),
            BigDecimal.valueOf(Rows.amount(i), 2),
            rate == null ? null : BigDecimal.valueOf(rate, 6),
            Rows.weight(i),
            Rows.score(i),
            Rows.code(i),
            Rows.note(i),
            Rows.ref(i).toString(),
            Date.valueOf(Rows.created(i)),
            DateTimeOffset.valueOf(Timestamp.from(instant(Rows.updated(i))), 0),
            seen == null ? null : Timestamp.valueOf(LocalDateTime.ofInstant(instant(seen), ZoneOffset.UTC)),
            Rows.attrs(i)
          };
    }
    return rows;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  static void send(Connection connection, String table, Object[][] block, long rows) throws Exception {
    String sql = "INSERT INTO " + table + " (" + COLUMNS + ") VALUES (?" + ", ?".repeat(14) + ")";
    try (SQLServerPreparedStatement insert = (SQLServerPreparedStatement) connection.prepareStatement(sql)) {
      for (long sent = 0; sent < rows; sent += Rows.BLOCK) {
        for (Object[] row : block) {
          bind(insert, row);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  private static void bind(SQLServerPreparedStatement insert, Object[] row) throws Exception {
    insert.setLong(1, (Long) row[0]);
    insert.setInt(2, (Integer) row[1]);
    insert.setShort(3, (Short) row[2]);
    if (row[3] == null) {
      insert.setNull(4, Types.BIT);
    } else {
      insert.setBoolean(4, (Boolean) row[3]);
    }
    insert.setBigDecimal(5, (BigDecimal) row[4], 12, 2);
    insert.setBigDecimal(6, (BigDecimal) row[5], 18, 6);
    insert.setDouble(7, (Double) row[6]);
    insert.setFloat(8, (Float) row[7]);
    insert.setNString(9, (String) row[8]);
    insert.setNString(10, (String) row[9]);
    insert.setUniqueIdentifier(11, (String) row[10]);
    insert.setDate(12, (Date) row[11]);
    insert.setDateTimeOffset(13, (DateTimeOffset) row[12], 6);
    insert.setTimestamp(14, (Timestamp) row[13], 6);
    insert.setNString(15, (String) row[14]);
  }
}
