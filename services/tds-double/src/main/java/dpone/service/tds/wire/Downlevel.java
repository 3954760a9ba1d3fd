package dpone.service.tds.wire;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a server does for clients that are older than a type: it hands over text or bytes. */
final class Downlevel {
  private Downlevel() {}

  /** The type that a client of a version is told of. */
  static SqlType type(SqlType type, Version version, boolean json) {
    return switch (type.kind()) {
      case JSON -> json ? type : type(SqlType.max(Kind.NVARCHAR), version, false);
      case DATE, TIME, DATETIME2, DATETIMEOFFSET ->
          version.atLeast(Version.V7_3) ? type : SqlType.units(Kind.NVARCHAR, 34);
      case XML -> version.atLeast(Version.V7_2) ? type : SqlType.of(Kind.NTEXT);
      case UDT -> version.atLeast(Version.V7_2) ? type : SqlType.of(Kind.IMAGE);
      case VARCHAR -> large(type, Kind.TEXT, version);
      case NVARCHAR -> large(type, Kind.NTEXT, version);
      case VARBINARY -> large(type, Kind.IMAGE, version);
      case TINYINT,
          BIT,
          SMALLINT,
          INT,
          BIGINT,
          REAL,
          FLOAT,
          SMALLMONEY,
          MONEY,
          SMALLDATETIME,
          DATETIME,
          DECIMAL,
          NUMERIC,
          UNIQUEIDENTIFIER,
          CHAR,
          NCHAR,
          BINARY,
          ROWVERSION,
          TEXT,
          NTEXT,
          IMAGE,
          SQL_VARIANT ->
          type;
    };
  }

  private static SqlType large(SqlType type, Kind older, Version version) {
    return version.atLeast(Version.V7_2) || !type.parts()
        ? type
        : SqlType.of(older).in(type.collation());
  }

  static List<Column> columns(List<Column> columns, Version version, boolean json) {
    List<Column> told = new ArrayList<>();
    for (Column column : columns) {
      told.add(new Column(column.name(), type(column.type(), version, json), column.flags()));
    }
    return told;
  }

  /** A value as the type that the client was told of has it. */
  static @Nullable Object value(@Nullable Object value, SqlType type, SqlType told) {
    boolean temporal =
        switch (type.kind()) {
          case DATE, TIME, DATETIME2, DATETIMEOFFSET -> told.kind() == Kind.NVARCHAR;
          default -> false;
        };
    return value == null || !temporal ? value : text(value, type.scale());
  }

  /** As SQL Server itself hands it to such a client. */
  private static String text(Object value, int digits) {
    return switch (value) {
      case LocalTime time -> time(time, digits);
      case LocalDateTime moment -> moment.toLocalDate() + " " + time(moment.toLocalTime(), digits);
      case OffsetDateTime moment ->
          moment.toLocalDate()
              + " "
              + time(moment.toLocalTime(), digits)
              + " "
              + (moment.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : moment.getOffset().getId());
      default -> value.toString();
    };
  }

  private static String time(LocalTime time, int digits) {
    String whole = time.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_TIME);
    String nanos = String.format(Locale.ROOT, "%09d", time.get(ChronoField.NANO_OF_SECOND));
    return digits == 0 ? whole : whole + "." + nanos.substring(0, digits);
  }
}
