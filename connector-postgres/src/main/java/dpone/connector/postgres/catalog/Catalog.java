package dpone.connector.postgres.catalog;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Nearest;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.SqlText;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.PgType;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.NativeType;
import java.sql.Array;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Questions to the system catalogues. */
public final class Catalog {
  private static final String RELATIONS =
      """
      SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
      ORDER BY 1, 2
      """;

  private static final String RELATION =
      """
      SELECT c.oid, c.relkind, c.relhassubclass, c.reltuples::bigint AS rows,
        CASE WHEN c.relkind IN ('r', 'm')
          THEN pg_relation_size(c.oid) / current_setting('block_size')::bigint ELSE 0 END AS blocks,
        (SELECT array_agg(a.attname::text ORDER BY k.place)
          FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(num, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
          WHERE i.indrelid = c.oid AND i.indisprimary AND k.place <= i.indnkeyatts) AS key
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname, a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod) AS spelled,
        a.attnotnull, a.attgenerated <> '' AS generated, a.attidentity = 'a' AS always,
        a.atthasdef OR a.attidentity <> '' AS fills
      FROM pg_attribute a WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  private Catalog() {}

  /** Tables, views and the like that do not belong to the system. */
  public static List<TableName> relations(PgSession session) {
    return session.query(RELATIONS, row -> new TableName(row.getString(1), row.getString(2)));
  }

  /**
   * What tells this database from every other one in the world.
   *
   * @return system identifier and object id of the database
   */
  public static String databaseIdentity(PgSession session) {
    return session.value(
        "SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()) || '/' || oid"
            + " FROM pg_catalog.pg_database WHERE datname = current_database()");
  }

  /** A table, if it exists. */
  public static Optional<Relation> relation(PgSession session, TableName name) {
    return session.withCatalogPath(() -> {
      record Head(
          long oid, char kind, boolean inherited, long rows, long blocks, List<String> key) {}
      Head head =
          session
              .first(
                  RELATION,
                  row ->
                      new Head(
                          row.getLong("oid"),
                          row.getString("relkind").charAt(0),
                          row.getBoolean("relhassubclass"),
                          row.getLong("rows"),
                          row.getLong("blocks"),
                          texts(row.getArray("key"))),
                  name.schema(),
                  name.name())
              .orElse(null);
      return head == null
          ? Optional.empty()
          : Optional.of(
              new Relation(
                  name,
                  head.oid,
                  head.kind,
                  head.inherited,
                  head.blocks,
                  head.rows,
                  columns(session, head.oid),
                  head.key));
    });
  }

  /**
   * A table that has to be there.
   *
   * @throws DponeException PG_TABLE_NOT_FOUND with the nearest names
   */
  public static Relation require(PgSession session, TableName name) {
    return relation(session, name)
        .orElseThrow(() ->
            PgCode.TABLE_NOT_FOUND
                .error("there is no table or view " + name)
                .at(Place.stream(name.toString()))
                .remedy(
                    Nearest.remedy(
                        name.toString(),
                        relations(session).stream().map(TableName::toString).toList(),
                        PgCode.TABLE_NOT_FOUND.remedy()))
                .build());
  }

  private record Attribute(
      String name,
      long type,
      int modifier,
      String spelled,
      boolean notNull,
      boolean generated,
      boolean always,
      boolean fills) {}

  private static List<ColumnInfo> columns(PgSession session, long oid) {
    List<Attribute> attributes =
        session.query(
            COLUMNS,
            row ->
                new Attribute(
                    row.getString("attname"),
                    row.getLong("atttypid"),
                    row.getInt("atttypmod"),
                    row.getString("spelled"),
                    row.getBoolean("attnotnull"),
                    row.getBoolean("generated"),
                    row.getBoolean("always"),
                    row.getBoolean("fills")),
            oid);
    TypeLoader types =
        TypeLoader.load(session, attributes.stream().map(Attribute::type).distinct().toList());
    return attributes.stream()
        .map(a ->
            new ColumnInfo(
                a.name,
                types.type(a.type, a.modifier, a.spelled),
                a.notNull,
                a.generated,
                a.always,
                a.fills,
                types.definitions(a.type)))
        .toList();
  }

  /** The columns of a query, without running it. */
  public static List<ColumnInfo> queryColumns(PgSession session, String stream, String query) {
    String text = "SELECT * FROM " + Sql.condition(query) + " AS q";
    List<String> names = new ArrayList<>();
    List<Integer> modifiers =
        session.describe(SqlText.forDriver(text), meta -> modifiers(meta, names));
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.equals("?column?")) {
        throw PgCode.COLUMN_UNNAMED
            .error("column " + (names.indexOf(name) + 1) + " of the query has no name")
            .at(Place.stream(stream))
            .build();
      }
      if (!seen.add(name)) {
        throw PgCode.COLUMN_DOUBLED
            .error("the query has two columns named " + name)
            .at(Place.field(stream, name))
            .build();
      }
    }
    if (names.isEmpty()) {
      return List.of();
    }
    String oids =
        names.stream()
            .map(n -> "pg_catalog.pg_typeof(q." + Sql.name(n) + ")::oid")
            .collect(Collectors.joining(", "));
    List<Long> types =
        session
            .first(
                "SELECT ARRAY["
                    + oids
                    + "] FROM (SELECT 1) AS one LEFT JOIN ("
                    + text
                    + " LIMIT 0) AS q ON true",
                row -> List.of((Long[]) row.getArray(1).getArray()))
            .orElseThrow();
    return session.withCatalogPath(() -> spelled(session, names, types, modifiers));
  }

  private static List<ColumnInfo> spelled(
      PgSession session, List<String> names, List<Long> types, List<Integer> modifiers) {
    List<String> texts =
        session.query(
            "SELECT format_type(t, m) FROM unnest(?::oid[], ?::int[]) WITH ORDINALITY AS u(t, m, n)"
                + " ORDER BY n",
            row -> row.getString(1),
            session.array("oid", types),
            session.array("int4", modifiers));
    TypeLoader loader = TypeLoader.load(session, types.stream().distinct().toList());
    List<ColumnInfo> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      PgType type = loader.type(types.get(i), modifiers.get(i), texts.get(i));
      columns.add(
          new ColumnInfo(
              names.get(i), type, false, false, false, false, loader.definitions(types.get(i))));
    }
    return columns;
  }

  /** The driver tells sizes where the protocol tells modifiers; this turns them back. */
  private static List<Integer> modifiers(ResultSetMetaData meta, List<String> names)
      throws SQLException {
    List<Integer> modifiers = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      names.add(meta.getColumnLabel(i));
      int precision = meta.getPrecision(i);
      int scale = meta.getScale(i);
      modifiers.add(
          switch (meta.getColumnTypeName(i)) {
            case "numeric", "_numeric" ->
                precision == 0 ? -1 : PgType.numericModifier(precision, scale);
            case "varchar", "_varchar", "bpchar", "_bpchar" ->
                precision <= 0 || precision == Integer.MAX_VALUE ? -1 : precision + 4;
            case "time", "timestamp", "timestamptz", "timetz" ->
                scale >= 0 && scale < 6 ? scale : -1;
            default -> -1;
          });
    }
    return modifiers;
  }

  /**
   * Types by their spelling, as far as this database has them.
   *
   * @param spellings type names as another PostgreSQL database gave them; empty for a column that
   *     is none of its own
   * @return in the same order
   */
  public static List<Optional<PgType>> types(PgSession session, List<String> spellings) {
    return session.withCatalogPath(() -> {
      List<Long> oids = new ArrayList<>();
      for (String spelling : spellings) {
        oids.add(spelling.isEmpty() ? 0 : typeOid(session, spelling));
      }
      TypeLoader loader =
          TypeLoader.load(session, oids.stream().filter(o -> o != 0).distinct().toList());
      List<Optional<PgType>> types = new ArrayList<>();
      for (int i = 0; i < oids.size(); i++) {
        long oid = oids.get(i);
        types.add(
            oid == 0
                ? Optional.empty()
                : Optional.of(loader.type(oid, Modifier.of(spellings.get(i)), spellings.get(i))));
      }
      return types;
    });
  }

  /** The definition of a type outside of pg_catalog; the search path is pg_catalog. */
  public static Optional<NativeType> definition(PgSession session, String spelling) {
    long oid = typeOid(session, spelling);
    if (oid == 0) {
      return Optional.empty();
    }
    return TypeLoader.load(session, List.of(oid)).definitions(oid).stream()
        .reduce((earlier, last) -> last)
        .map(type -> new NativeType(spelling, type.definition()));
  }

  private static long typeOid(PgSession session, String spelling) {
    try {
      return session.first("SELECT to_regtype(?)::oid", row -> row.getLong(1), spelling).orElse(0L);
    } catch (DponeException notAType) {
      // Older servers raise an error for a spelling that cannot be a type at all.
      return 0;
    }
  }

  static List<String> texts(Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
