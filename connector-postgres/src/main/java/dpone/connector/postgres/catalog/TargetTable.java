package dpone.connector.postgres.catalog;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.sql.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table rows are loaded into, with what a load has to respect.
 *
 * @param relation the table
 * @param uniqueKeys columns of each unique index that ON CONFLICT can name
 * @param attachments what would be lost if another table took its place, for people; empty if
 *     nothing would
 * @param referenced whether foreign keys of other tables refer to it
 * @param fixtures constraints and indexes, to be made again on a table that takes its place
 * @param comment its comment, or null
 */
public record TargetTable(
    Relation relation,
    List<Set<String>> uniqueKeys,
    List<String> attachments,
    boolean referenced,
    List<Fixture> fixtures,
    @Nullable String comment) {
  /** Copies the lists. */
  public TargetTable {
    uniqueKeys = List.copyOf(uniqueKeys);
    attachments = List.copyOf(attachments);
    fixtures = List.copyOf(fixtures);
  }

  /**
   * A constraint or an index.
   *
   * @param constraint whether it is a constraint
   * @param indexed whether its name is also that of an index
   * @param name its name
   * @param definition what follows {@code ADD CONSTRAINT name}, or the whole {@code CREATE INDEX}
   */
  public record Fixture(boolean constraint, boolean indexed, String name, String definition) {}

  private static final String UNIQUE_KEYS =
      """
      SELECT array_agg(a.attname::text)
      FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(num, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
      WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indimmediate
        AND i.indpred IS NULL AND i.indexprs IS NULL AND k.place <= i.indnkeyatts
      GROUP BY i.indexrelid
      """;

  private static final String FIXTURES =
      """
      SELECT true, contype IN ('p', 'u', 'x'), conname, pg_get_constraintdef(oid),
        CASE contype WHEN 'p' THEN 0 WHEN 'u' THEN 1 ELSE 3 END AS place
      FROM pg_constraint WHERE conrelid = ? AND contype IN ('p', 'u', 'x', 'c', 'f')
      UNION ALL
      SELECT false, true, c.relname, pg_get_indexdef(i.indexrelid), 2
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = ? AND NOT EXISTS (SELECT FROM pg_constraint k
        WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
      ORDER BY place, 3
      """;

  /** Whatever depends on the table, or hangs on it, and that LIKE does not copy. */
  private static final String ATTACHMENTS =
      """
      SELECT what FROM (
        SELECT 'view ' || r.ev_class::regclass AS what FROM pg_depend d
          JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
          AND d.refobjid = t.oid AND r.ev_class <> t.oid
        UNION SELECT 'foreign key of ' || conrelid::regclass FROM pg_constraint
          WHERE confrelid = t.oid AND contype = 'f'
        UNION SELECT 'trigger ' || tgname FROM pg_trigger
          WHERE tgrelid = t.oid AND NOT tgisinternal
        UNION SELECT 'rule ' || rulename FROM pg_rewrite WHERE ev_class = t.oid
        UNION SELECT 'policy ' || polname FROM pg_policy WHERE polrelid = t.oid
        UNION SELECT 'row level security' WHERE t.relrowsecurity
        UNION SELECT 'grants' WHERE t.relacl IS NOT NULL
          OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = t.oid AND attacl IS NOT NULL)
        UNION SELECT 'publication ' || p.pubname FROM pg_publication_rel r
          JOIN pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = t.oid
        UNION SELECT 'inheritance or partitioning' WHERE t.relkind <> 'r' OR t.relispartition
          OR EXISTS (SELECT FROM pg_inherits WHERE t.oid IN (inhrelid, inhparent))
        UNION SELECT 'owner ' || pg_get_userbyid(t.relowner)
          WHERE t.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
        UNION SELECT 'sequence ' || d.objid::regclass FROM pg_depend d
          JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
          WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.refobjid = t.oid AND d.deptype IN ('a', 'i')
        UNION SELECT 'function ' || d.objid::regprocedure FROM pg_depend d
          WHERE d.classid = 'pg_proc'::regclass AND (
            d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
            OR d.refclassid = 'pg_type'::regclass AND d.refobjid = t.reltype)
        UNION SELECT 'column of its row type' FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_type'::regclass
            AND d.refobjid = t.reltype AND d.deptype = 'n'
        UNION SELECT 'storage parameters' WHERE t.reloptions IS NOT NULL OR EXISTS (
          SELECT FROM pg_attribute WHERE attrelid = t.oid AND attoptions IS NOT NULL)
        UNION SELECT 'tablespace' WHERE t.reltablespace <> 0
        UNION SELECT 'being unlogged or temporary' WHERE t.relpersistence <> 'p'
        UNION SELECT 'replica identity' WHERE t.relreplident <> 'd'
        UNION SELECT 'row type of its own' WHERE t.reloftype <> 0
        UNION SELECT 'clustering' FROM pg_index WHERE indrelid = t.oid AND indisclustered
        UNION SELECT 'security label' FROM pg_seclabel
          WHERE classoid = 'pg_class'::regclass AND objoid = t.oid
        UNION SELECT 'comment on an index or constraint' FROM pg_description
          WHERE classoid = 'pg_class'::regclass
              AND objoid IN (SELECT indexrelid FROM pg_index WHERE indrelid = t.oid)
            OR classoid = 'pg_constraint'::regclass
              AND objoid IN (SELECT oid FROM pg_constraint WHERE conrelid = t.oid)
      ) AS found
      ORDER BY what
      """;

  private static final String UNIQUE_INDEX =
      """
      SELECT c.relname FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indimmediate
        AND i.indpred IS NULL AND i.indexprs IS NULL
        AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(num, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
          WHERE k.place <= i.indnkeyatts)
        = (SELECT array_agg(w ORDER BY w) FROM unnest(?::text[]) AS w)
      ORDER BY i.indisprimary DESC, 1 LIMIT 1
      """;

  /** The name of the unique index that {@code ON CONFLICT} finds by these columns. */
  public Optional<String> uniqueIndex(PgSession session, List<String> columns) {
    return session.first(
        UNIQUE_INDEX, row -> row.getString(1), relation.oid(), session.array("text", columns));
  }

  /** Reads it, if it exists. */
  public static Optional<TargetTable> read(PgSession session, TableName name) {
    return Catalog.relation(session, name)
        .map(relation -> session.withCatalogPath(() -> read(session, relation)));
  }

  private static TargetTable read(PgSession session, Relation relation) {
    return new TargetTable(
        relation,
        session.query(
            UNIQUE_KEYS, row -> Set.copyOf(Catalog.texts(row.getArray(1))), relation.oid()),
        attachments(session, relation.oid()),
        !session
            .query(
                "SELECT 1 FROM pg_constraint WHERE confrelid = ? AND contype = 'f'"
                    + " AND conrelid <> confrelid LIMIT 1",
                row -> 1,
                relation.oid())
            .isEmpty(),
        session.query(
            FIXTURES,
            row ->
                new Fixture(
                    row.getBoolean(1), row.getBoolean(2), row.getString(3), row.getString(4)),
            relation.oid(),
            relation.oid()),
        session.valueOrNull("SELECT obj_description(?::oid, 'pg_class')", relation.oid()));
  }

  /** What would be lost if another table took this one's place; the search path is pg_catalog. */
  public static List<String> attachments(PgSession session, long oid) {
    return session.query(
        "SELECT a.what FROM pg_class t CROSS JOIN LATERAL ("
            + ATTACHMENTS
            + ") AS a"
            + " WHERE t.oid = ?",
        row -> row.getString(1),
        oid);
  }
}
