package dpone.connector.mssql.catalog;

import dpone.connector.mssql.catalog.Layout.Hindrance;
import dpone.connector.mssql.catalog.Layout.Index;
import dpone.connector.mssql.catalog.Layout.Kind;
import dpone.connector.mssql.catalog.Layout.Place;
import dpone.connector.mssql.catalog.Layout.Rule;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.sql.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks how a table lies. */
public final class Layouts {
  private static final int CLUSTERED = 1;
  private static final int NONCLUSTERED = 2;
  private static final int COLUMNSTORE = 5;
  private static final String REBUILD = "rebuild it on the partition scheme of the table";

  private final List<Hindrance> hindrances = new ArrayList<>();

  private Layouts() {}

  private record Part(int index, String column, boolean included, boolean down, int key, int of) {}

  private record Found(
      int id, String name, int type, Rule rule, boolean off, @Nullable String filter, Place place) {
    Place by(@Nullable String column) {
      return new Place(place.space(), place.function(), column);
    }
  }

  /** The layout of a table that is there. */
  public static Layout of(MsSession session, TableName table) {
    return new Layouts().ask(session, table.sql());
  }

  private Layout ask(MsSession session, String name) {
    String group = session.first(LayoutSql.facts(), this::facts, name).orElse("");
    Map<String, String> defaults = new HashMap<>();
    session.query(LayoutSql.columns(), row -> column(row, defaults), name);
    List<Found> found = session.query(LayoutSql.indexes(), Layouts::index, name);
    List<Part> parts = session.query(LayoutSql.indexColumns(), Layouts::part, name);
    Map<Integer, Map<Integer, String>> compressed = new HashMap<>();
    session.query(
        LayoutSql.compressions(),
        row ->
            compressed
                .computeIfAbsent(row.getInt(1), id -> new TreeMap<>())
                .put(row.getInt(2), row.getString(3)),
        name);
    List<String> checks = session.query(LayoutSql.checks(), this::check, name);
    Place place =
        found.stream()
            .filter(i -> i.id() <= 1)
            .findFirst()
            .map(i -> i.by(divider(i, parts)))
            .orElse(new Place("PRIMARY", null, null));
    List<Index> indexes = new ArrayList<>();
    for (Found one : found) {
      Index index = index(one, place, parts, compressed.getOrDefault(one.id(), Map.of()));
      if (index != null) {
        indexes.add(index);
      }
    }
    return new Layout(place, group.isEmpty() ? null : group, indexes, checks, defaults, hindrances);
  }

  private void hinders(boolean does, String what, String remedy) {
    if (does) {
      hindrances.add(new Hindrance(what, remedy));
    }
  }

  private String facts(ResultSet row) throws SQLException {
    hinders(
        row.getInt(1) != 0,
        "the table keeps its history (temporal)",
        "load a table without SYSTEM_VERSIONING");
    hinders(row.getInt(2) == 1, "the table is memory-optimized", "load a table on disk");
    hinders(row.getInt(3) == 1, "the table is a FileTable", "load an ordinary table");
    hinders(
        row.getInt(4) == 1,
        "the table is published for replication",
        "take it out of the publication: subscribers would not see switched rows");
    hinders(
        row.getInt(5) == 1,
        "change data capture records the table",
        "run sys.sp_cdc_disable_table: switched rows would not be recorded");
    hinders(
        row.getInt(6) > 0,
        "change tracking is enabled for the table",
        "run ALTER TABLE ... DISABLE CHANGE_TRACKING");
    hinders(
        row.getInt(7) > 0, "the table has triggers", "disable or drop them: a switch fires none");
    hinders(
        row.getInt(8) > 0,
        "foreign keys of other tables refer to the table",
        "drop them: their rows could not be checked");
    hinders(row.getInt(9) > 0, "the table has foreign keys", "drop them, or check them by a query");
    hinders(row.getInt(10) > 0, "the table has a full-text index", "drop it");
    hinders(row.getInt(11) > 0, "an indexed view is made of the table", "drop the view's index");
    hinders(
        row.getInt(12) != 0 || row.getInt(13) != 0,
        "the table keeps large values in a way of its own",
        "reset 'text in row' and 'large value types out of row' by sys.sp_tableoption");
    hinders(
        row.getInt(14) == 0,
        "the table was made with ANSI_NULLS OFF",
        "make it anew with ANSI_NULLS ON");
    String lobs = row.getString(15);
    return lobs == null ? "" : lobs;
  }

  private String column(ResultSet row, Map<String, String> defaults) throws SQLException {
    String name = row.getString(1);
    hinders(
        row.getInt(2) == 1,
        "the column " + name + " is an identity",
        "make it an ordinary column: a switch does not move the counter, which would give numbers"
            + " twice");
    hinders(
        row.getInt(3) == 1,
        "the server computes or generates the column " + name,
        "compute it in a view");
    String[] odd = {
      "sparse",
      "a column set",
      "ROWGUIDCOL",
      "a FILESTREAM",
      "hidden",
      "of an XML schema collection",
      "bound to a rule",
      "encrypted"
    };
    for (int i = 0; i < odd.length; i++) {
      hinders(
          row.getInt(4 + i) != 0,
          "the column " + name + " is " + odd[i],
          "make it an ordinary column");
    }
    hinders(
        row.getInt(12) == 1,
        "the column " + name + " was made with ANSI_PADDING OFF",
        "make it anew with ANSI_PADDING ON");
    hinders(
        row.getInt(13) == 1,
        "the column " + name + " has a type of the database's own",
        "give it the type that it is made of");
    hinders(
        row.getInt(14) == 1,
        "a default is bound to the column " + name,
        "make it a DEFAULT constraint");
    String definition = row.getString(15);
    if (definition != null) {
      defaults.put(name, definition);
    }
    return name;
  }

  private static Found index(ResultSet row) throws SQLException {
    Rule rule =
        row.getInt(5) == 1
            ? Rule.PRIMARY_KEY
            : row.getInt(6) == 1
                ? Rule.UNIQUE_CONSTRAINT
                : row.getInt(4) == 1 ? Rule.UNIQUE : Rule.NONE;
    return new Found(
        row.getInt(1),
        String.valueOf(row.getString(2)),
        row.getInt(3),
        rule,
        row.getInt(7) == 1,
        row.getString(8),
        new Place(row.getString(9), row.getString(10), null));
  }

  private static Part part(ResultSet row) throws SQLException {
    return new Part(
        row.getInt(1),
        row.getString(2),
        row.getInt(5) == 1,
        row.getInt(4) == 1,
        row.getInt(3),
        row.getInt(6));
  }

  private String check(ResultSet row) throws SQLException {
    hinders(
        row.getInt(3) == 1,
        "the constraint " + row.getString(1) + " is NOT FOR REPLICATION",
        "make it anew without that");
    return row.getString(2);
  }

  private static @Nullable String divider(Found index, List<Part> parts) {
    return parts.stream()
        .filter(p -> p.index() == index.id() && p.of() > 0)
        .findFirst()
        .map(Part::column)
        .orElse(null);
  }

  /** An index that a stage has to have; null for one that is not in use or hinders. */
  private @Nullable Index index(
      Found one, Place table, List<Part> parts, Map<Integer, String> compressed) {
    boolean clustered = one.id() == 1;
    if (one.off()) {
      hinders(clustered, "the clustered index " + one.name() + " is disabled", "rebuild it");
      return null;
    }
    Kind kind =
        switch (one.type()) {
          case 0, CLUSTERED -> Kind.CLUSTERED;
          case NONCLUSTERED -> Kind.NONCLUSTERED;
          case COLUMNSTORE -> Kind.COLUMNSTORE;
          default -> null;
        };
    if (kind == null) {
      hinders(
          true,
          "the index " + one.name() + " is neither a rowstore nor a clustered columnstore one",
          "drop it");
      return null;
    }
    Place place = one.by(divider(one, parts));
    hinders(
        !Objects.equals(place.function(), table.function())
            || !Objects.equals(place.column(), table.column()),
        "the index " + one.name() + " is not aligned with the table",
        REBUILD);
    List<Layout.Key> keys = new ArrayList<>();
    List<String> included = new ArrayList<>();
    for (Part part : parts) {
      if (part.index() == one.id() && part.key() > 0) {
        keys.add(new Layout.Key(part.column(), part.down()));
      } else if (part.index() == one.id() && part.included()) {
        included.add(part.column());
      }
    }
    return new Index(one.id(), kind, one.rule(), keys, included, one.filter(), place, compressed);
  }
}
