package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamRead;
import java.util.ArrayList;
import java.util.List;

/** What a user should know about a read before it begins. */
final class ReadNotes {
  private ReadNotes() {}

  /** What holds for a stream in every mode. */
  static List<String> of(Server server, Described stream) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "conditions without a zone of their own see the server's zone "
            + server.value("SELECT timezone()"));
    Table table = stream.table();
    if (table == null) {
      notes.add("read by one query");
    } else {
      notes.add(engine(table, stream));
    }
    for (ReadColumn column : stream.columns()) {
      if (column.isConverted()) {
        notes.add(column.name() + " (" + column.type().text() + "): " + column.mapping().note());
      }
    }
    return notes;
  }

  private static String engine(Table table, Described stream) {
    if (!table.hasParts()) {
      return "engine " + table.engine() + ": read by one query";
    }
    String key =
        table.sortingKey().isEmpty()
            ? "no sorting key"
            : "sorting key (" + table.sortingKey() + "), primary key (" + table.primaryKey() + ")";
    String partitions =
        table.partitionKey().isEmpty() ? "" : ", partitioned by " + table.partitionKey();
    String doubled =
        !table.collapses()
            ? "; the server does not keep the key unique"
            : stream.isFinal()
                ? "; read as if all merges were done"
                : "; rows that merges have not replaced yet are read too, final: true leaves them"
                    + " out";
    return "engine " + table.engine() + ", " + key + partitions + doubled;
  }

  /** What depends on the mode. */
  static List<String> explain(Server server, Described stream, StreamRead read, boolean counted) {
    List<String> notes = new ArrayList<>();
    notes.add(
        counted
            ? "rows are counted by the server's query log"
            : "the user may not read a query log, so rows are counted by the reader alone");
    if (read.mode() == ReadMode.FULL) {
      notes.add(consistency(stream));
      return notes;
    }
    if (read.chunkRows() > 0) {
      List<String> key = Keys.backfill(stream).stream().map(ReadColumn::name).toList();
      notes.add(
          "backfill: about "
              + read.chunkRows()
              + " rows at a time in the order of "
              + String.join(", ", key)
              + ", each chunk of its own moment and committed by itself; what changes behind it is"
              + " not seen");
      return notes;
    }
    ReadColumn cursor = stream.cursor();
    if (cursor == null) {
      throw ChCode.INVALID_OPTION
          .error("an incremental read needs a cursor column")
          .at(Place.stream(stream.selection().name()))
          .remedy("set the stream's cursor to a column that grows with every change")
          .build();
    }
    CursorSql.check(stream.selection().name(), cursor);
    CursorRules.nulls(stream, cursor, read.mode() == ReadMode.AFTER_POSITION);
    notes.add(
        "increment by "
            + cursor.name()
            + ", up to its largest value when the read begins; a row that is inserted later with an"
            + " earlier value is missed");
    notes.add("a delete is never seen by an increment");
    return notes;
  }

  private static String consistency(Described stream) {
    Table table = stream.table();
    return table == null || !table.hasParts()
        ? "one query sees one moment, as far as the engine has such a thing"
        : "a table in one query is read as of one moment; several queries read the inserts up to"
            + " one number in each partition, and fail with CH_VIEW_CHANGED where a mutation or a"
            + " merge with later rows changed them meanwhile";
  }
}
