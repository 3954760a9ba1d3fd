package dpone.connector.postgres.cdc;

import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.error.Place;
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
      boolean inherited) {}

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
    List<Table> tables =
        session.withCatalogPath(() ->
            session.query(
                TABLES,
                row ->
                    new Table(
                        row.getString(1),
                        row.getString(2).charAt(0),
                        row.getString(3).charAt(0),
                        row.getString(4).charAt(0),
                        row.getArray(5) == null
                            ? null
                            : List.of((String[]) row.getArray(5).getArray()),
                        row.getBoolean(6)),
                relation.oid(),
                relation.oid()));
    for (Table table : tables) {
      refuseKind(stream, table);
      if (table.kind == 'r') {
        check(stream, table, key);
      }
    }
    if (relation.kind() == 'p') {
      notes.add("a TRUNCATE, DETACH or DROP of a single partition is not in the change stream");
    }
    if (tables.stream().anyMatch(t -> t.identity == 'f')) {
      notes.add("REPLICA IDENTITY FULL writes every old row into the log");
    }
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

  private static void check(String stream, Table table, List<String> key) {
    if (table.identity == 'f' || (table.columns != null && table.columns.containsAll(key))) {
      return;
    }
    String now =
        switch (table.identity) {
          case 'n' -> "is NOTHING";
          case 'i' ->
              table.columns == null
                  ? "is an index that is gone"
                  : "is an index over " + String.join(", ", table.columns);
          default ->
              table.columns == null
                  ? "is the primary key, and there is none"
                  : "is the primary key over " + String.join(", ", table.columns);
        };
    throw PgCode.REPLICA_IDENTITY
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
