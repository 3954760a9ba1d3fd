package dpone.connector.postgres.cdc;

import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a table writes into the log about a row that is updated or deleted. */
final class ReplicaIdentity {
  private record Table(
      String name,
      char kind,
      char persistence,
      char identity,
      @Nullable List<String> columns,
      boolean inherited) {
    /** What its identity is, where that does not tell the key; null where it does. */
    @Nullable String lacking(List<String> key) {
      if (kind != 'r' || identity == 'f' || (columns != null && columns.containsAll(key))) {
        return null;
      }
      return switch (identity) {
        case 'n' -> "is NOTHING";
        case 'i' ->
            columns == null
                ? "is an index that is gone"
                : "is an index over " + String.join(", ", columns);
        default ->
            columns == null
                ? "is the primary key, and there is none"
                : "is the primary key over " + String.join(", ", columns);
      };
    }
  }

  private static final String FULL = "FULL";

  /** Indexes that can be the identity of a table, the primary key first, then the shortest. */
  private static final String INDEXES =
      """
      SELECT c.relname, i.indisprimary, k.columns
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid CROSS JOIN LATERAL (
        SELECT array_agg(a.attname::text) AS columns, bool_and(a.attnotnull) AS filled
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(num, place)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num
        WHERE u.place <= i.indnkeyatts) AS k
      WHERE i.indrelid = ?::regclass AND i.indisunique AND i.indisvalid AND i.indimmediate
        AND i.indpred IS NULL AND i.indexprs IS NULL AND k.filled
      ORDER BY i.indisprimary DESC, cardinality(k.columns), c.relname
      """;

  /** The table itself, and for a partitioned one its leaves, which are what is written to. */
  private static final String TABLES =
      """
      SELECT c.oid::regclass::text, c.relkind, c.relpersistence, c.relreplident,
        (SELECT array_agg(a.attname::text)
          FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(num, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
          WHERE i.indrelid = c.oid AND i.indisvalid AND i.indimmediate AND k.place <= i.indnkeyatts
            AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident
              ELSE false END),
        c.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid)
      FROM (SELECT ?::oid AS oid
          UNION SELECT relid FROM pg_partition_tree(?::oid) WHERE isleaf) AS wanted
        JOIN pg_class c ON c.oid = wanted.oid
      ORDER BY c.oid
      """;

  private ReplicaIdentity() {}

  /** Refuses a table whose changes do not tell the key, or are not written at all. */
  static void check(
      PgSession session, String stream, Relation relation, List<String> key, List<String> notes) {
    List<Table> tables = tables(session, relation);
    for (Table table : tables) {
      refuseKind(stream, table);
      String now = table.lacking(key);
      if (now != null) {
        throw refused(stream, table, now, key);
      }
    }
    if (relation.kind() == 'p') {
      notes.add("a TRUNCATE, DETACH or DROP of a single partition is not in the change stream");
    }
    if (tables.stream().anyMatch(t -> t.identity == 'f')) {
      notes.add("REPLICA IDENTITY FULL writes every old row into the log");
    }
  }

  /** What lets the changes of a table tell the key. */
  static List<ChangeSetup.Step> missing(
      PgSession session, String stream, Relation relation, List<String> key) {
    List<ChangeSetup.Step> steps = new ArrayList<>();
    for (Table table : tables(session, relation)) {
      refuseKind(stream, table);
      String now = table.lacking(key);
      if (now != null) {
        String identity = identity(session, table, key);
        String cost =
            identity.equals(FULL)
                ? " (FULL writes every old row into the log; a primary key over it would not)"
                : "";
        steps.add(
            new ChangeSetup.Step(
                table.name
                    + ": its replica identity "
                    + now
                    + ", and has to tell "
                    + String.join(", ", key)
                    + cost,
                "ALTER TABLE " + table.name + " REPLICA IDENTITY " + identity + ";"));
      }
    }
    return steps;
  }

  /** The cheapest identity that a table can have now and that tells the key. */
  private static String identity(PgSession session, Table table, List<String> key) {
    return session
        .withCatalogPath(() ->
            session.query(
                INDEXES,
                row ->
                    List.of((String[]) row.getArray(3).getArray()).containsAll(key)
                        ? row.getBoolean(2)
                            ? "DEFAULT"
                            : "USING INDEX " + Sql.name(row.getString(1))
                        : FULL,
                table.name))
        .stream()
        .filter(found -> !found.equals(FULL))
        .findFirst()
        .orElse(FULL);
  }

  private static List<Table> tables(PgSession session, Relation relation) {
    return session.withCatalogPath(() ->
        session.query(
            TABLES,
            row ->
                new Table(
                    row.getString(1),
                    row.getString(2).charAt(0),
                    row.getString(3).charAt(0),
                    row.getString(4).charAt(0),
                    row.getArray(5) == null ? null : List.of((String[]) row.getArray(5).getArray()),
                    row.getBoolean(6)),
            relation.oid(),
            relation.oid()));
  }

  private static void refuseKind(String stream, Table table) {
    String what =
        switch (table.kind) {
          case 'v' -> "a view";
          case 'm' -> "a materialized view";
          case 'f' -> "a foreign table";
          default ->
              switch (table.persistence) {
                case 'u' -> "an unlogged table";
                case 't' -> "a temporary table";
                default -> table.inherited ? "a table that others inherit from" : null;
              };
        };
    if (what != null) {
      throw PgCode.CDC_UNSUPPORTED
          .error(table.name + " is " + what + ", and its changes are not in the log")
          .at(Place.stream(stream))
          .build();
    }
  }

  private static DponeException refused(String stream, Table table, String now, List<String> key) {
    return PgCode.REPLICA_IDENTITY
        .error(
            "the replica identity of "
                + table.name
                + " "
                + now
                + "; it has to tell "
                + String.join(", ", key))
        .at(Place.stream(stream))
        .remedy(
            "run ALTER TABLE "
                + table.name
                + " ADD PRIMARY KEY ("
                + Sql.names(key)
                + "), or REPLICA IDENTITY USING INDEX with a unique index over it, or"
                + " REPLICA IDENTITY FULL")
        .build();
  }
}
