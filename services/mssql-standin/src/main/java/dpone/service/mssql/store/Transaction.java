package dpone.service.mssql.store;

import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.parse.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes that nobody else sees before they are committed. Used by one thread. */
public final class Transaction {
  private final Store store;
  private final Store.@Nullable State snapshot;
  private final boolean serializable;
  private final Map<TableName, Optional<Table>> changed = new HashMap<>();
  private final Map<TableName, List<@Nullable Object[]>> appended = new HashMap<>();
  private final Map<String, Boolean> schemas = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<UnaryOperator<Capture>> edits = new ArrayList<>();
  private @Nullable Spaces spaces;

  /**
   * Begins one.
   *
   * @param snapshot whether all of it sees one moment
   * @param serializable whether what it reads is kept from changing
   */
  public Transaction(Store store, boolean snapshot, boolean serializable) {
    this.store = store;
    this.serializable = serializable;
    if (snapshot && !store.snapshots()) {
      throw new SqlError(
          3952,
          16,
          "Snapshot isolation transaction failed accessing database '"
              + store.name()
              + "' because snapshot isolation is not allowed in this database.");
    }
    this.snapshot = snapshot ? store.state() : null;
  }

  /** The database. */
  public Store store() {
    return store;
  }

  /** Takes the lock of a table. */
  public void lock(TableName table, Locks.Mode mode, long timeoutMillis, BooleanSupplier gone) {
    String name = "table:" + table.toString().toLowerCase(java.util.Locale.ROOT);
    if (!store.locks().take(this, name, mode, timeoutMillis, gone)) {
      throw new SqlError(1222, 16, "Lock request time out period exceeded.");
    }
  }

  /** Keeps others from changing what is read, where the isolation asks for it. */
  public void lockRead(TableName table, long timeoutMillis, BooleanSupplier gone) {
    if (serializable) {
      lock(table, Locks.Mode.SHARED, timeoutMillis, gone);
    }
  }

  /** A table, if it is there. */
  public Optional<Table> find(TableName name) {
    Optional<Table> own = changed.get(name);
    Optional<Table> table =
        own != null
            ? own
            : Optional.ofNullable((snapshot == null ? store.state() : snapshot).tables().get(name));
    List<@Nullable Object[]> more = appended.get(name);
    return more == null ? table : table.map(t -> longer(t, more));
  }

  static Table longer(Table table, List<@Nullable Object[]> more) {
    List<@Nullable Object[]> rows = new ArrayList<>(table.rows());
    rows.addAll(more);
    return table.with(rows, table.numbered());
  }

  /** Every table. */
  public Map<TableName, Table> tables() {
    Map<TableName, Table> all =
        new HashMap<>((snapshot == null ? store.state() : snapshot).tables());
    changed.forEach((name, now) -> {
      all.remove(name);
      now.ifPresent(table -> all.put(name, table));
    });
    return all;
  }

  /** Names of the schemas. */
  public Set<String> schemas() {
    Set<String> all = new HashSet<>(store.state().schemas());
    schemas.forEach((schema, there) -> {
      if (there) {
        all.add(schema);
      } else {
        all.remove(schema);
      }
    });
    return all;
  }

  /** The schema's name as it was made. */
  public Optional<String> schema(String name) {
    return schemas().stream().filter(name::equalsIgnoreCase).findFirst();
  }

  /** Makes or drops a schema. */
  public void schema(String name, boolean there) {
    schemas.put(name, there);
  }

  @SuppressWarnings("ReferenceEquality") // one and the same, or changed since
  private boolean rewritten(TableName name, Store.State seen) {
    return store.state().tables().get(name) != seen.tables().get(name);
  }

  /** Replaces a table; it has to be locked. */
  public void put(TableName name, Table table) {
    if (snapshot != null && !changed.containsKey(name) && rewritten(name, snapshot)) {
      throw new SqlError(
          3960, 16, "Snapshot isolation transaction aborted due to update conflict.");
    }
    // The key's own spelling changes with it.
    changed.remove(name);
    changed.put(name, Optional.of(table));
    appended.remove(name);
  }

  /** Takes a table away; it has to be locked. */
  public void remove(TableName name) {
    changed.remove(name);
    changed.put(name, Optional.empty());
    appended.remove(name);
  }

  /** Adds rows of a bulk load, beside which others may be under way. */
  public void append(TableName name, List<@Nullable Object[]> rows) {
    appended.computeIfAbsent(name, n -> new ArrayList<>()).addAll(rows);
  }

  /** What is recorded of changes, as far as this transaction sees it. */
  public Capture capture() {
    return (snapshot == null ? store.state() : snapshot).capture();
  }

  /** Has other things recorded of changes, once it is committed. */
  public void capture(UnaryOperator<Capture> edit) {
    edits.add(edit);
  }

  /**
   * Notes a row that changed, if somebody follows its table. What gives a row another key is
   * recorded as a row that went and one that came.
   *
   * @param before null if it is new
   * @param after null if it is gone
   */
  public void record(
      Table table, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after) {
    if (!store.state().capture().follows(table.id())) {
      return;
    }
    if (before != null && after != null && keyed(table, before, after)) {
      record(table, before, null);
      record(table, null, after);
    } else {
      changes.add(new Change(table.id(), table.columns(), table.primaryKey(), before, after));
    }
  }

  private static boolean keyed(Table table, @Nullable Object[] before, @Nullable Object[] after) {
    return table.primaryKey().stream()
        .mapToInt(table::index)
        .anyMatch(i -> !java.util.Objects.deepEquals(before[i], after[i]));
  }

  /** The partition functions and schemes. */
  public Spaces spaces() {
    Spaces own = spaces;
    return own == null ? (snapshot == null ? store.state() : snapshot).spaces() : own;
  }

  /** Replaces them. */
  public void spaces(Spaces other) {
    spaces = other;
  }

  /** The partition of a table's row, from 1. */
  public int partition(Table table, @Nullable Object[] row) {
    Statement.Space space = table.shape().space();
    return spaces()
        .divider(space.name())
        .map(f -> f.partition(row[table.index(space.column())]))
        .orElse(1);
  }

  /** A number for a new table. */
  public int nextId() {
    return store.nextId();
  }

  /** The next value of a rowversion column. */
  public long nextVersion() {
    return store.nextVersion(this);
  }

  /** Makes all of it visible. */
  public void commit() {
    store.commit(changed, appended, schemas, changes, edits, spaces);
    store.ended(this);
  }

  /** Forgets all of it. */
  public void rollback() {
    store.ended(this);
  }
}
