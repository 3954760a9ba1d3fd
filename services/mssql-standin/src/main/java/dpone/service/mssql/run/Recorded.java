package dpone.service.mssql.run;

import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.store.Capture;
import dpone.service.mssql.store.Change;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Commit;
import dpone.service.mssql.store.Lsn;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.value.Compare;
import dpone.service.mssql.value.Convert;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was recorded of changes, as rows. */
final class Recorded {
  private static final int DELETE = 1;
  private static final int INSERT = 2;
  private static final int BEFORE = 3;
  private static final int AFTER = 4;
  private static final SqlType PLACE = SqlType.bytes(Kind.BINARY, 10);
  private static final SqlType DATETIME = SqlType.of(Kind.DATETIME);

  private Recorded() {}

  /** The transaction that was committed at a place, if the capture job has recorded it. */
  static @Nullable Commit commit(Capture capture, Lsn place) {
    return captured(capture).stream().filter(c -> c.lsn().equals(place)).findFirst().orElse(null);
  }

  static @Nullable Object time(LocalDateTime moment) {
    return Convert.cast(moment, SqlType.temporal(Kind.DATETIME2, 7), DATETIME, 0);
  }

  /** What the capture job has recorded, the oldest first. */
  static List<Commit> captured(Capture capture) {
    Lsn last = capture.scanned();
    List<Commit> all = new ArrayList<>();
    for (Commit commit = capture.log(); commit != null; commit = commit.earlier()) {
      if (commit.captured() && last != null && commit.lsn().compareTo(last) <= 0) {
        all.addFirst(commit);
      }
    }
    return all;
  }

  /** All changes of an instance between two places. */
  static Relation changes(
      Capture capture,
      Capture.Instance instance,
      Optional<Table> table,
      Lsn from,
      Lsn to,
      boolean old) {
    Lsn last = capture.scanned();
    if (last == null
        || from.compareTo(instance.oldest()) < 0
        || to.compareTo(last) > 0
        || from.compareTo(to) > 0) {
      throw new SqlError(
          313,
          16,
          "An insufficient number of arguments were supplied for the procedure or function"
              + " cdc.fn_cdc_get_all_changes_ ... .");
    }
    List<Relation.Col> columns = new ArrayList<>();
    columns.add(Relation.Col.of("__$start_lsn", PLACE));
    columns.add(Relation.Col.of("__$seqval", PLACE));
    columns.add(Relation.Col.of("__$operation", SqlType.of(Kind.INT)));
    columns.add(Relation.Col.of("__$update_mask", SqlType.bytes(Kind.VARBINARY, 128)));
    List<SqlType> types = new ArrayList<>();
    for (Column column : instance.columns()) {
      SqlType type = now(table, column).type();
      type = type.kind() == Kind.ROWVERSION ? SqlType.bytes(Kind.BINARY, 8) : type;
      types.add(type);
      columns.add(new Relation.Col(column.name(), type, column.binary(), true, false));
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Commit commit : captured(capture)) {
      boolean within = commit.lsn().compareTo(from) >= 0 && commit.lsn().compareTo(to) <= 0;
      for (int i = 0; within && i < commit.changes().size(); i++) {
        Change change = commit.changes().get(i);
        if (change.table() == instance.source() && commit.lsn().compareTo(instance.made()) > 0) {
          add(rows, commit, i, instance, types, old);
        }
      }
    }
    return new Relation(columns, rows);
  }

  /** A column of a table of changes follows the type of its source. */
  private static Column now(Optional<Table> table, Column column) {
    return table
        .filter(t -> t.index(column.name()) >= 0)
        .map(t -> t.columns().get(t.index(column.name())))
        .orElse(column);
  }

  private static void add(
      List<@Nullable Object[]> rows,
      Commit commit,
      int number,
      Capture.Instance instance,
      List<SqlType> types,
      boolean old) {
    Change change = commit.changes().get(number);
    byte[] mask = mask(change, instance);
    if (change.before() != null && change.after() != null) {
      if (isEmpty(mask)) {
        // An update that changed nothing is not in the log.
        return;
      }
      if (old) {
        rows.add(row(commit, number, BEFORE, mask, instance, types));
      }
      rows.add(row(commit, number, AFTER, mask, instance, types));
    } else {
      int operation = change.after() == null ? DELETE : INSERT;
      rows.add(row(commit, number, operation, mask, instance, types));
    }
  }

  private static boolean isEmpty(byte[] mask) {
    for (byte bits : mask) {
      if (bits != 0) {
        return false;
      }
    }
    return true;
  }

  /** The first column is the lowest bit of the last byte. */
  private static byte[] mask(Change change, Capture.Instance instance) {
    int size = instance.columns().size();
    byte[] mask = new byte[(size + 7) / 8];
    for (int i = 0; i < size; i++) {
      if (changed(change, instance.columns().get(i).name())) {
        mask[mask.length - 1 - i / 8] |= (byte) (1 << (i % 8));
      }
    }
    return mask;
  }

  private static boolean changed(Change change, String column) {
    int at = index(change, column);
    if (change.before() == null || change.after() == null) {
      return true;
    }
    return at >= 0 && !Objects.deepEquals(change.before()[at], change.after()[at]);
  }

  private static int index(Change change, String column) {
    for (int i = 0; i < change.columns().size(); i++) {
      if (change.columns().get(i).name().equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Object[] row(
      Commit commit,
      int number,
      int operation,
      byte[] mask,
      Capture.Instance instance,
      List<SqlType> types) {
    Change change = commit.changes().get(number);
    @Nullable Object[] image = operation == BEFORE ? change.before() : change.cells();
    @Nullable Object[] row = new @Nullable Object[4 + types.size()];
    row[0] = commit.lsn().bytes();
    row[1] = commit.place(number).bytes();
    row[2] = operation;
    row[3] = mask;
    for (int i = 0; i < types.size(); i++) {
      String name = instance.columns().get(i).name();
      int at = index(change, name);
      if (at >= 0 && image != null && !leftOut(change, name, at, operation)) {
        row[4 + i] = Convert.cast(image[at], change.columns().get(at).type(), types.get(i), 0);
      }
    }
    return row;
  }

  /** What a server leaves out of its tables of changes, by its reference. */
  private static boolean leftOut(Change change, String name, int at, int operation) {
    Column column = change.columns().get(at);
    return switch (column.type().kind()) {
      case TEXT, NTEXT, IMAGE -> operation == DELETE || operation == BEFORE;
      case VARCHAR, NVARCHAR, VARBINARY, XML ->
          (column.type().length() == SqlType.MAX || column.type().kind() == Kind.XML)
              && operation == BEFORE
              && !changed(change, name);
      default -> column.definition().computed() != null;
    };
  }

  /** Rows that changed after a version: what became of them, and their keys. */
  static Relation versions(Capture capture, Table table, @Nullable Object since) {
    Capture.Tracked tracked = capture.tracked().get(table.id());
    if (tracked == null) {
      throw new SqlError(22105, 16, "Change tracking is not enabled on the table.");
    }
    // Nobody is told that what was forgotten is missing.
    long after = Math.max(since == null ? 0 : ((Number) since).longValue(), tracked.oldest());
    Map<List<Object>, Net> net = new LinkedHashMap<>();
    List<Commit> all = new ArrayList<>();
    for (Commit c = capture.log(); c != null && c.version() > after; c = c.earlier()) {
      all.addFirst(c);
    }
    for (Commit commit : all) {
      for (Change change : commit.changes()) {
        if (change.table() == table.id()) {
          List<@Nullable Object> key = new ArrayList<>();
          List<Object> same = new ArrayList<>();
          for (String name : change.key()) {
            int at = index(change, name);
            Column column = change.columns().get(at);
            key.add(change.cells()[at]);
            same.add(Compare.key(column.type(), change.cells()[at], column.binary()));
          }
          Net before = net.remove(same);
          net.put(same, Net.of(before, change, commit.version(), key));
        }
      }
    }
    List<Relation.Col> columns = new ArrayList<>();
    columns.add(Relation.Col.of("SYS_CHANGE_VERSION", SqlType.of(Kind.BIGINT)));
    columns.add(Relation.Col.of("SYS_CHANGE_CREATION_VERSION", SqlType.of(Kind.BIGINT)));
    columns.add(Relation.Col.of("SYS_CHANGE_OPERATION", SqlType.units(Kind.NCHAR, 1)));
    for (String name : table.primaryKey()) {
      columns.add(Relation.of(table).columns().get(table.index(name)));
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Net one : net.values()) {
      @Nullable Object[] row = new @Nullable Object[3 + one.key().size()];
      row[0] = one.version();
      row[1] = one.created();
      row[2] = one.operation();
      for (int i = 0; i < one.key().size(); i++) {
        row[3 + i] = one.key().get(i);
      }
      rows.add(row);
    }
    return new Relation(columns, rows);
  }

  /** What became of a row. */
  private record Net(
      long version, @Nullable Long created, String operation, List<@Nullable Object> key) {
    static Net of(@Nullable Net before, Change change, long version, List<@Nullable Object> key) {
      if (change.after() == null) {
        return new Net(version, null, "D", key);
      }
      if (change.before() == null) {
        return new Net(version, version, "I", key);
      }
      // A row that came since then and was updated is still one that came.
      return before != null && before.operation().equals("I")
          ? new Net(version, before.created(), "I", key)
          : new Net(version, null, "U", key);
    }
  }
}
