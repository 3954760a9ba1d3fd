package dpone.connector.postgres.sink;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.Place;
import dpone.spi.sink.StreamLoad;
import java.util.List;

/** The server changes no type of a column that views and the like use; this says so in time. */
final class RetypeCheck {
  private static final String USERS =
      """
      SELECT a.attname, string_agg(DISTINCT pg_describe_object(d.classid, d.objid, 0), ', ')
      FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ? AND a.attname = ANY (?)
        AND (d.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_proc'::regclass,
            'pg_publication_rel'::regclass)
          OR d.classid = 'pg_trigger'::regclass AND EXISTS (
            SELECT FROM pg_trigger WHERE oid = d.objid AND NOT tgisinternal)
          OR d.classid = 'pg_attrdef'::regclass AND EXISTS (SELECT FROM pg_attrdef f
            JOIN pg_attribute g ON g.attrelid = f.adrelid AND g.attnum = f.adnum
            WHERE f.oid = d.objid AND g.attgenerated <> '' AND g.attnum <> a.attnum))
      GROUP BY a.attname ORDER BY a.attname LIMIT 1
      """;

  private RetypeCheck() {}

  static void refuseUsed(
      PgSession session, StreamLoad load, TargetTable existing, List<String> columns) {
    if (columns.isEmpty()) {
      return;
    }
    record User(String column, String what) {}
    session
        .withCatalogPath(() ->
            session.first(
                USERS,
                row -> new User(row.getString(1), row.getString(2)),
                existing.relation().oid(),
                session.array("text", columns)))
        .ifPresent(user -> {
          throw PgCode.TYPE_DRIFT
              .error(
                  "the type of "
                      + user.column
                      + " of "
                      + existing.relation().name()
                      + " cannot be changed, since it is used by "
                      + user.what)
              .at(Place.field(load.stream(), user.column))
              .remedy(
                  "drop what uses the column, change its type and make it again, or set"
                      + " schema_evolution.data_types to discard")
              .build();
        });
  }
}
