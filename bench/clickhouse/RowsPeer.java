import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Types;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Properties;

/**
 * A table from ClickHouse to PostgreSQL as most programs do it: the rows of clickhouse-jdbc into batched
 * inserts of the PostgreSQL driver, rewritten to inserts of many rows, in one transaction.
 */
public final class RowsPeer {
  private static final int BATCH = 1000;

  public static void main(String[] args) throws Exception {
    Properties login = new Properties();
    login.setProperty("user", args[1]);
    login.setProperty("password", args[2]);
    String pg = args[3] + "?reWriteBatchedInserts=true&stringtype=unspecified";
    try (Connection from = DriverManager.getConnection(args[0], login);
        Connection to =
            DriverManager.getConnection(pg, System.getenv("PGUSER"), System.getenv("PGPASSWORD"));
        Statement query = from.createStatement();
        ResultSet rows = query.executeQuery("SELECT * FROM " + args[4])) {
      to.setAutoCommit(false);
      int columns = rows.getMetaData().getColumnCount();
      String sql = "INSERT INTO " + args[5] + " VALUES (?" + ", ?".repeat(columns - 1) + ")";
      try (PreparedStatement insert = to.prepareStatement(sql)) {
        int waiting = 0;
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            bind(insert, i, rows.getObject(i));
          }
          insert.addBatch();
          if (++waiting == BATCH) {
            insert.executeBatch();
            waiting = 0;
          }
        }
        insert.executeBatch();
      }
      to.commit();
    }
  }

  private static void bind(PreparedStatement insert, int index, Object value) throws SQLException {
    switch (value) {
      case null -> insert.setNull(index, Types.OTHER);
      case ZonedDateTime moment -> insert.setObject(index, moment.toOffsetDateTime());
      case java.sql.Timestamp moment -> insert.setTimestamp(index, moment);
      case LocalDateTime moment -> insert.setObject(index, moment);
      case OffsetDateTime moment -> insert.setObject(index, moment);
      case Byte small -> insert.setInt(index, small);
      default -> insert.setObject(index, value);
    }
  }
}
