import dpone.service.tds.Answer;
import dpone.service.tds.BulkSink;
import dpone.service.tds.Request;
import dpone.service.tds.Script;
import dpone.service.tds.Settings;
import dpone.service.tds.TdsDouble;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A double of SQL Server's protocol that takes bulk loads: their bytes unread into tables named sink_, their rows into
 * tables named check_. Prints its port; upon "figures" the bytes, the rows and their checksum since the last time.
 */
public final class Sink {
  private static long bytes;
  private static long rows;
  private static long sum;

  public static void main(String[] args) throws Exception {
    Script script =
        new Script()
            .on(like("set .*"), Answer.done())
            .on(like("IF @@TRANCOUNT > 0 (COMMIT|ROLLBACK) TRAN.*"), Answer.done())
            .on(like("(BEGIN|COMMIT|ROLLBACK)"), Answer.done())
            .on(like(".*SET FMTONLY ON SELECT \\* FROM \\[?(check|sink)_ours.*"), Answer.rows(raw()))
            .on(like(".*SET FMTONLY ON SELECT .*"), Answer.rows(typed()))
            .on(
                like("select collation_name.*"),
                Answer.rows(List.of(Column.of("collation_name", SqlType.units(Kind.NVARCHAR, 128)))))
            .on(
                like("SELECT CAST\\(SERVERPROPERTY\\('EngineEdition'\\).*"),
                Answer.rows(List.of(Column.of("edition", Kind.INT)), new Object[] {3}))
            .on(like("insert bulk \\[?sink_.*"), Answer.bulk(new Bytes()))
            .on(like("insert bulk \\[?check_ours.*"), Answer.bulk(new Checked(true)))
            .on(like("insert bulk \\[?check_.*"), Answer.bulk(new Checked(false)));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
      System.out.println(server.port());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!script.unknown().isEmpty() || !server.troubles().isEmpty()) {
          System.err.println(script.unknown() + " " + server.troubles());
          System.exit(2);
        }
        System.out.println(bytes + " " + rows + " " + Long.toHexString(sum));
        bytes = rows = sum = 0;
      }
    }
  }

  private static Pattern like(String text) {
    return Pattern.compile("(?is)" + text);
  }

  private static List<Column> raw() {
    List<Column> columns = new ArrayList<>();
    Kind[] kinds = {
      Kind.BIGINT, Kind.INT, Kind.INT, Kind.BIT, Kind.BIGINT, Kind.BIGINT, Kind.FLOAT, Kind.REAL, null, null,
      Kind.BINARY, Kind.INT, Kind.BIGINT, Kind.BIGINT, null
    };
    for (int i = 0; i < kinds.length; i++) {
      String name = "c" + (i + 1);
      if (kinds[i] == null) {
        columns.add(Column.of(name, SqlType.bytes(Kind.VARBINARY, 8000)));
        columns.add(Column.of(name + "x", SqlType.max(Kind.VARBINARY)));
      } else {
        columns.add(
            kinds[i] == Kind.BINARY ? Column.of(name, SqlType.bytes(Kind.BINARY, 16)) : Column.of(name, kinds[i]));
      }
    }
    return columns;
  }

  private static List<Column> typed() {
    List<SqlType> types =
        List.of(
            SqlType.of(Kind.BIGINT),
            SqlType.of(Kind.INT),
            SqlType.of(Kind.SMALLINT),
            SqlType.of(Kind.BIT),
            SqlType.decimal(12, 2),
            SqlType.decimal(18, 6),
            SqlType.of(Kind.FLOAT),
            SqlType.of(Kind.REAL),
            SqlType.units(Kind.NVARCHAR, 20),
            SqlType.units(Kind.NVARCHAR, 4000),
            SqlType.of(Kind.UNIQUEIDENTIFIER),
            SqlType.of(Kind.DATE),
            SqlType.temporal(Kind.DATETIMEOFFSET, 6),
            SqlType.temporal(Kind.DATETIME2, 6),
            SqlType.units(Kind.NVARCHAR, 4000));
    List<Column> columns = new ArrayList<>();
    List<String> names = Arrays.asList(Peer.COLUMNS.split(", "));
    for (int i = 0; i < types.size(); i++) {
      columns.add(Column.of(names.get(i), types.get(i)));
    }
    return columns;
  }

  /** Bytes that nobody looks at. */
  private static final class Bytes implements BulkSink {
    @Override
    public boolean takes(InputStream message) throws IOException {
      byte[] buffer = new byte[1 << 16];
      for (int read = message.read(buffer); read > 0; read = message.read(buffer)) {
        bytes += read;
      }
      return true;
    }

    @Override
    public void begin(List<Column> columns) {}

    @Override
    public void row(Object[] cells) {}

    @Override
    public Answer end(long count) {
      return Answer.count(Rows.BLOCK);
    }
  }

  /** Rows that become what they mean, and a sum that does not depend on their order. */
  private static final class Checked implements BulkSink {
    private final boolean raw;

    Checked(boolean raw) {
      this.raw = raw;
    }

    @Override
    public void begin(List<Column> columns) {}

    @Override
    public void row(Object[] cells) {
      long hash = 0xcbf29ce484222325L;
      for (byte b : (raw ? meaning(cells) : plain(cells)).getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ b) * 0x100000001b3L;
      }
      sum += hash;
    }

    @Override
    public Answer end(long count) {
      rows += count;
      return Answer.count(count);
    }
  }

  private static String meaning(Object[] c) {
    return Arrays.asList(
            c[0], c[1], c[2], c[3], decimal(c[4], 2), decimal(c[5], 6), c[6], c[7], text(c, 8), text(c, 10), guid(c[12]),
            LocalDate.of(1, 1, 1).plusDays((Integer) c[13]), ticks(c[14]), ticks(c[15]), text(c, 16))
        .toString();
  }

  private static String plain(Object[] c) {
    Object[] row = c.clone();
    row[10] = row[10].toString().toLowerCase(java.util.Locale.ROOT);
    row[12] = moment(row[12]);
    row[13] = moment(row[13]);
    return Arrays.asList(row).toString();
  }

  /** The driver as it comes sends times as text, which the server would parse. */
  private static Object moment(Object cell) {
    if (cell instanceof OffsetDateTime moment) {
      return moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }
    if (!(cell instanceof String text)) {
      return cell;
    }
    String iso = text.replaceFirst(" ", "T").replace(" ", "");
    return iso.indexOf('+') > 0
        ? moment(OffsetDateTime.parse(iso))
        : LocalDateTime.parse(iso);
  }

  private static BigDecimal decimal(Object unscaled, int scale) {
    return unscaled == null ? null : BigDecimal.valueOf((Long) unscaled, scale);
  }

  private static String text(Object[] cells, int at) {
    byte[] bytes = (byte[]) (cells[at] == null ? cells[at + 1] : cells[at]);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_16LE);
  }

  private static UUID guid(Object cell) {
    ByteBuffer little = ByteBuffer.wrap((byte[]) cell).order(ByteOrder.LITTLE_ENDIAN);
    long high =
        Integer.toUnsignedLong(little.getInt(0)) << 32
            | Short.toUnsignedLong(little.getShort(4)) << 16
            | Short.toUnsignedLong(little.getShort(6));
    return new UUID(high, ByteBuffer.wrap((byte[]) cell).getLong(8));
  }

  private static LocalDateTime ticks(Object cell) {
    if (cell == null) {
      return null;
    }
    long ticks = (Long) cell;
    return LocalDateTime.of(1, 1, 1, 0, 0).plusSeconds(ticks / 10_000_000).plusNanos(ticks % 10_000_000 * 100);
  }
}
