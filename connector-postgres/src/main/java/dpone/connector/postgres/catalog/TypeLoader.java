package dpone.connector.postgres.catalog;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.Shapes;
import dpone.spi.type.NativeType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads types with everything they are made of, through domains, arrays, rows and ranges. */
final class TypeLoader {
  private record Row(
      String spelled,
      String schema,
      String name,
      char type,
      long base,
      int baseModifier,
      boolean sends,
      @Nullable String extension,
      long element,
      List<String> labels,
      List<Long> parts,
      @Nullable String definition) {
    boolean builtin() {
      return schema.equals("pg_catalog");
    }
  }

  private final Map<Long, Row> rows = new HashMap<>();
  private final String database;
  private final String moneyLocale;
  private final int major;

  private TypeLoader(String database, String moneyLocale, int major) {
    this.database = database;
    this.moneyLocale = moneyLocale;
    this.major = major;
  }

  /** Loads the types of these ids; the session's search path is pg_catalog. */
  static TypeLoader load(PgSession session, Collection<Long> oids) {
    TypeLoader loader =
        new TypeLoader(
            Catalog.databaseIdentity(session),
            session.value("SELECT current_setting('lc_monetary')"),
            session.majorVersion());
    session.query(TypeSql.TYPES, loader::add, session.array("oid", oids));
    return loader;
  }

  private boolean add(ResultSet row) throws SQLException {
    Array parts = row.getArray("parts");
    rows.put(
        row.getLong("oid"),
        new Row(
            row.getString("spelled"),
            row.getString("nspname"),
            row.getString("typname"),
            row.getString("typtype").charAt(0),
            row.getLong("typbasetype"),
            row.getInt("typtypmod"),
            row.getBoolean("sends"),
            row.getString("extname"),
            row.getLong("element"),
            Catalog.texts(row.getArray("labels")),
            parts == null ? List.of() : List.of((Long[]) parts.getArray()),
            row.getString("definition")));
    return true;
  }

  /** Whether there is a type of that id. */
  boolean knows(long oid) {
    return rows.containsKey(oid);
  }

  /** Definitions of the types behind a column that somebody made, each after its parts. */
  List<NativeType> definitions(long oid) {
    Map<String, NativeType> found = new LinkedHashMap<>();
    define(oid, found, new HashSet<>());
    return List.copyOf(found.values());
  }

  private void define(long oid, Map<String, NativeType> found, Set<Long> seen) {
    if (!seen.add(oid)) {
      return;
    }
    Row row = row(oid);
    if (row.extension == null) {
      row.parts.forEach(part -> define(part, found, seen));
      if (row.base != 0) {
        define(row.base, found, seen);
      }
      if (row.element != 0) {
        define(row.element, found, seen);
      }
    }
    if (row.definition != null) {
      found.put(row.spelled, new NativeType(row.spelled, row.definition));
    }
  }

  /**
   * The type.
   *
   * @param text its own spelling with the modifier
   */
  PgType type(long oid, int modifier, String text) {
    Row row = row(oid);
    if (row.type == 'd') {
      PgType base = type(row.base, row.baseModifier, row(row.base).spelled);
      return new PgType(
          text,
          base.name(),
          base.kind(),
          base.modifier(),
          base.shape(),
          base.element(),
          base.labels());
    }
    if (row.element != 0) {
      Row inner = row(row.element);
      String elementText =
          text.endsWith("[]") ? text.substring(0, text.length() - 2) : inner.spelled;
      PgType element = type(row.element, modifier, elementText);
      return new PgType(
          text, row.name, PgType.Kind.ARRAY, modifier, shape(oid), element, List.of());
    }
    return new PgType(text, row.name, kind(row), modifier, shape(oid), null, row.labels);
  }

  private static PgType.Kind kind(Row row) {
    return switch (row.type) {
      case 'e' -> PgType.Kind.ENUM;
      case 'c' -> PgType.Kind.COMPOSITE;
      case 'r', 'm' -> PgType.Kind.RANGE;
      case 'p' -> PgType.Kind.PSEUDO;
      default -> row.builtin() ? PgType.Kind.BUILTIN : PgType.Kind.FOREIGN;
    };
  }

  /** Name of the binary form of a type; empty if it has none. */
  private String shape(long oid) {
    Row row = row(oid);
    if (!row.sends || row.type == 'p') {
      return "";
    }
    if (row.type == 'd') {
      return shape(row.base);
    }
    if (row.element != 0) {
      return arrayShape(row);
    }
    if (row.type == 'e' || (row.name.equals("citext") && row.extension != null)) {
      return Shapes.TEXT;
    }
    if (row.builtin()) {
      return Shapes.ofBuiltin(row.name, database, moneyLocale, major);
    }
    if (row.extension != null && row.type == 'b') {
      return row.name + "@" + row.extension;
    }
    return switch (row.type) {
      case 'c' -> rowShape(row);
      case 'r' -> bounded("range", row);
      case 'm' -> bounded("multirange", row);
      default -> own(row);
    };
  }

  /** What only this database understands. */
  private String own(Row row) {
    return row.spelled + "@" + database;
  }

  /**
   * Arrays carry their element's object id, which is the same everywhere for built-in types only.
   */
  private String arrayShape(Row array) {
    Row element = row(array.element);
    String inner = shape(array.element);
    if (inner.isEmpty()) {
      return "";
    }
    int scope = inner.indexOf('@');
    return element.builtin()
        ? (inner.equals(Shapes.TEXT) ? array.name : "_" + inner.substring(0, end(inner)))
            + (scope < 0 ? "" : inner.substring(scope))
        : own(array);
  }

  private static int end(String shape) {
    int scope = shape.indexOf('@');
    return scope < 0 ? shape.length() : scope;
  }

  /** Rows carry the object ids of their columns, so the exact types count and not their shapes. */
  private String rowShape(Row row) {
    if (row.parts.stream().anyMatch(p -> shape(p).isEmpty())) {
      return "";
    }
    boolean portable =
        row.parts.stream().allMatch(p -> row(p).builtin() && Shapes.isPortable(shape(p)));
    return portable
        ? row.parts.stream()
            .map(p -> shape(p).equals(Shapes.TEXT) ? row(p).name : shape(p))
            .collect(Collectors.joining(" ", "row(", ")"))
        : own(row);
  }

  /** Ranges carry their bounds and nothing else. */
  private String bounded(String kind, Row row) {
    String inner = shape(row.parts.get(0));
    if (inner.isEmpty()) {
      return "";
    }
    return Shapes.isPortable(inner) ? kind + "(" + inner + ")" : own(row);
  }

  private Row row(long oid) {
    Row row = rows.get(oid);
    if (row == null) {
      throw new IllegalStateException("type " + oid + " was not loaded");
    }
    return row;
  }
}
