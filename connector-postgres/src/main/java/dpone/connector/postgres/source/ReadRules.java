package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.copy.Text;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import java.util.ArrayList;
import java.util.List;

/** Which way a stream is read, and what is said about it in a plan. */
final class ReadRules {
  private ReadRules() {}

  static Progress progress(Reading reading) {
    Described stream = reading.stream();
    StreamRead read = reading.read();
    if (read.mode() == ReadMode.FULL) {
      return FullProgress.of(reading);
    }
    if (read.chunkRows() > 0) {
      return KeyProgress.of(reading);
    }
    if (stream.byXmin()) {
      refuseXmin(stream, reading.extent(), read.mode());
      return XminProgress.of(reading);
    }
    return CursorProgress.of(reading, cursor(stream));
  }

  private static ColumnInfo cursor(Described stream) {
    ColumnInfo cursor = stream.cursor();
    if (cursor == null) {
      throw PgCode.INVALID_OPTION
          .error("an incremental read needs a cursor column")
          .at(Place.stream(stream.selection().name()))
          .remedy("set the stream's cursor to a column that grows with every change")
          .build();
    }
    return cursor;
  }

  private static void refuseXmin(Described stream, Extent extent, ReadMode mode) {
    String reason =
        mode == ReadMode.AFTER_POSITION
            ? "cannot be appended: an update gives a row a new xmin, and a row that was frozen long"
                + " ago may bear the id of a new transaction, so rows would come twice"
            : extent.transactional()
                ? null
                : "is there for tables only, and "
                    + stream.selection().name()
                    + " is not made of plain tables";
    if (reason != null) {
      throw PgCode.INVALID_OPTION
          .error("an increment by xmin " + reason)
          .at(Place.field(stream.selection().name(), Described.XMIN))
          .remedy(
              mode == ReadMode.AFTER_POSITION
                  ? "set strategy.mode to incremental_merge, or name a cursor column"
                  : "name a cursor column")
          .build();
    }
  }

  /** What depends on the mode, one sentence each. */
  static List<String> notes(PgSession session, Described stream, Extent extent, StreamRead read) {
    List<String> notes = new ArrayList<>(ofTheMode(session, stream, extent, read));
    if (read.wireFormat() != null && read.wireFormat().name().equals(Text.FORMAT)) {
      notes.add(
          "rows are sent as lines of COPY text, undecoded: zone UTC, dates in ISO form, bytes in"
              + " hexadecimal, floats exact");
    }
    return notes;
  }

  private static List<String> ofTheMode(
      PgSession session, Described stream, Extent extent, StreamRead read) {
    if (read.mode() == ReadMode.FULL) {
      return List.of();
    }
    if (read.chunkRows() > 0) {
      return chunks(session, stream, extent, read);
    }
    if (stream.byXmin()) {
      refuseXmin(stream, extent, read.mode());
      return List.of(
          "increment by xmin: rows that were written since the last read, each read a scan of the"
              + " table",
          "a delete leaves no row to read, so an increment by xmin never sees it");
    }
    ColumnInfo cursor = cursor(stream);
    List<String> notes = new ArrayList<>();
    notes.add(late(stream, extent, read.mode()));
    notes.addAll(nulls(session, stream, cursor, read.mode() == ReadMode.AFTER_POSITION));
    notes.add("a delete is never seen by an increment");
    return notes;
  }

  private static String late(Described stream, Extent extent, ReadMode mode) {
    if (!extent.transactional()) {
      return "a transaction that takes its cursor value early and commits late is missed: "
          + (extent.undivided() == null ? "the stream" : extent.undivided())
          + " does not tell which transaction wrote a row";
    }
    if (!StreamOptions.catchLate(stream.selection().options(), mode)) {
      return "a transaction that takes its cursor value early and commits late is missed;"
          + " late_commits: catch finds it";
    }
    return "late commits are caught by the xmin of rows below the last cursor value, which makes"
        + " each increment a scan of the table; late_commits: ignore reads by the cursor alone"
        + (mode == ReadMode.AFTER_POSITION
            ? "; an update that leaves the cursor as it is is appended once more"
            : "");
  }

  private static List<String> nulls(
      PgSession session, Described stream, ColumnInfo cursor, boolean append) {
    return switch (CursorRules.nulls(stream, cursor, append)) {
      case FAIL -> List.of();
      case INCLUDE -> List.of("rows without a value in " + cursor.name() + " are read every time");
      case EXCLUDE -> {
        StreamSelection selection = stream.selection();
        String count =
            session.value(
                "SELECT count(*) FROM "
                    + ReadSql.from(stream)
                    + ReadSql.where(
                        ReadSql.conditions(stream, Sql.name(cursor.name()) + " IS NULL")));
        yield List.of(
            count
                + " rows of "
                + selection.name()
                + " have no value in "
                + cursor.name()
                + " and are left out");
      }
    };
  }

  private static List<String> chunks(
      PgSession session, Described stream, Extent extent, StreamRead read) {
    List<ColumnInfo> key = KeyProgress.key(stream);
    List<String> notes = new ArrayList<>();
    notes.add(
        "backfill: about "
            + read.chunkRows()
            + " rows at a time in the order of "
            + String.join(", ", key.stream().map(ColumnInfo::name).toList())
            + ", each chunk committed by itself; a run that was ended goes on after the last one");
    notes.add(
        "each chunk is of its own moment: what changes behind it is not seen"
            + (extent.transactional()
                ? "; incremental_merge, by a cursor or by xmin, goes on from the moment at which"
                    + " the backfill began"
                : ""));
    if (stream.cursor() != null) {
      notes.addAll(nulls(session, stream, stream.cursor(), false));
    }
    return notes;
  }
}
