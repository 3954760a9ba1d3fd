package dpone.connector.postgres.catalog;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.Shapes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads types with everything they are made of, through domains, arrays and ranges. */
final class TypeLoader {
  private static final String TYPES =
      """
      WITH RECURSIVE wanted(oid) AS (
        SELECT unnest(?::oid[])
        UNION
        SELECT part FROM wanted w JOIN pg_type t ON t.oid = w.oid
          CROSS JOIN LATERAL (VALUES (t.typbasetype), (t.typelem)) AS parts(part)
        WHERE part <> 0)
      SELECT t.oid, format_type(t.oid, NULL) AS spelled, n.nspname, t.typname, t.typtype,
        t.typbasetype, t.typtypmod, t.typsend <> 0 AS sends, x.extname,
        CASE WHEN t.typcategory = 'A' AND t.typlen = -1 AND t.typtype = 'b'
          AND t.typname NOT IN ('oidvector', 'int2vector') THEN t.typelem ELSE 0 END AS element,
        CASE WHEN t.typtype = 'e' THEN
          (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
            FROM pg_enum e WHERE e.enumtypid = t.oid) END AS labels
      FROM wanted w JOIN pg_type t ON t.oid = w.oid
        JOIN pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid
          AND d.deptype = 'e'
        LEFT JOIN pg_extension x ON x.oid = d.refobjid
          AND d.refclassid = 'pg_extension'::regclass
      """;

  private record Row(
      String spelled,
      boolean builtin,
      String name,
      char type,
      long base,
      int baseModifier,
      boolean sends,
      @Nullable String extension,
      long element,
      List<String> labels) {}

  private final Map<Long, Row> rows = new HashMap<>();
  private final String database;
  private final String moneyLocale;

  private TypeLoader(String database, String moneyLocale) {
    this.database = database;
    this.moneyLocale = moneyLocale;
  }

  /** Loads the types of these ids; the session's search path is pg_catalog. */
  static TypeLoader load(PgSession session, Collection<Long> oids) {
    TypeLoader loader =
        new TypeLoader(
            Catalog.databaseIdentity(session),
            session.value("SELECT current_setting('lc_monetary')"));
    session.query(TYPES, loader::add, session.array("oid", oids));
    return loader;
  }

  private boolean add(ResultSet row) throws SQLException {
    java.sql.Array labels = row.getArray("labels");
    rows.put(
        row.getLong("oid"),
        new Row(
            row.getString("spelled"),
            row.getString("nspname").equals("pg_catalog"),
            row.getString("typname"),
            row.getString("typtype").charAt(0),
            row.getLong("typbasetype"),
            row.getInt("typtypmod"),
            row.getBoolean("sends"),
            row.getString("extname"),
            row.getLong("element"),
            labels == null ? List.of() : List.of((String[]) labels.getArray())));
    return true;
  }

  /** Whether there is a type of that id. */
  boolean knows(long oid) {
    return rows.containsKey(oid);
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
      PgType element = type(row.element, modifier, inner.spelled);
      return new PgType(
          text, row.name, PgType.Kind.ARRAY, modifier, arrayShape(row, inner), element, List.of());
    }
    return new PgType(text, row.name, kind(row), modifier, shape(row), null, row.labels);
  }

  private static PgType.Kind kind(Row row) {
    return switch (row.type) {
      case 'e' -> PgType.Kind.ENUM;
      case 'c' -> PgType.Kind.COMPOSITE;
      case 'r', 'm' -> PgType.Kind.RANGE;
      case 'p' -> PgType.Kind.PSEUDO;
      default -> row.builtin ? PgType.Kind.BUILTIN : PgType.Kind.FOREIGN;
    };
  }

  private String shape(Row row) {
    if (!row.sends || row.type == 'p') {
      return "";
    }
    if (row.type == 'e' || (row.name.equals("citext") && row.extension != null)) {
      return Shapes.TEXT;
    }
    if (row.builtin) {
      return Shapes.ofBuiltin(row.name, database, moneyLocale);
    }
    return row.extension != null && row.type == 'b'
        ? row.name + "@" + row.extension
        : row.spelled + "@" + database;
  }

  /**
   * Arrays carry their element's object id, which is the same everywhere for built-in types only.
   */
  private String arrayShape(Row array, Row element) {
    if (!element.sends) {
      return "";
    }
    String inner = Shapes.ofBuiltin(element.name, database, moneyLocale);
    int scope = inner.indexOf('@');
    return element.builtin
        ? array.name + (scope < 0 ? "" : inner.substring(scope))
        : array.spelled + "@" + database;
  }

  private Row row(long oid) {
    Row row = rows.get(oid);
    if (row == null) {
      throw new IllegalStateException("type " + oid + " was not loaded");
    }
    return row;
  }
}
