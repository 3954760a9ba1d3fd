package dpone.connector.postgres.keep;

import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;

/**
 * The table in question and what is built on it, as names for queries: {@code t} is the table, with
 * the new table's name; {@code rels} are the table and all views above it, by depth; {@code idents}
 * are the sequences of its identity columns. The search path has to be pg_catalog, so that every
 * name is rendered with its schema.
 */
final class Scope {
  private Scope() {}

  /** What a query over these names starts with. */
  static String of(long table, TableName shadow) {
    return NAMES
        .replace("$oid", Long.toString(table))
        .replace("$shadow_schema", Sql.text(shadow.schema()))
        .replace("$shadow_name", Sql.text(shadow.name()));
  }

  private static final String NAMES =
      """
      WITH RECURSIVE t AS (
        SELECT c.*, n.nspname, c.oid::regclass::text AS label,
          $shadow_schema::text AS shadow_schema, $shadow_name::text AS shadow_name,
          format('%I.%I', $shadow_schema, $shadow_name) AS shadow
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $oid),
      above(oid, depth) AS (
        SELECT t.oid, 0 FROM t
        UNION
        SELECT v.oid, a.depth + 1 FROM above a
          JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.oid
            AND d.classid = 'pg_rewrite'::regclass
          JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> a.oid
          JOIN pg_class v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')),
      rels AS (
        SELECT c.oid, max(a.depth) AS depth, c.oid::regclass::text AS label, c.relkind, c.relowner,
          c.relacl, c.reloptions, c.relnamespace, c.reltype
        FROM above a JOIN pg_class c ON c.oid = a.oid WHERE a.depth = 0 OR c.relkind = 'v'
        GROUP BY c.oid, c.relkind, c.relowner, c.relacl, c.reloptions, c.relnamespace, c.reltype),
      idents AS (
        SELECT s.oid, s.oid::regclass::text AS label, s.relname, s.relacl, s.relowner,
          s.relnamespace, a.attname, t.nspname, t.label AS owned_by, t.shadow, q.seqincrement,
          (SELECT m.relname FROM pg_class m WHERE m.oid = to_regclass(pg_get_serial_sequence(
            made.oid::regclass::text, CASE WHEN EXISTS (SELECT FROM pg_attribute x
              WHERE x.attrelid = made.oid AND x.attname = a.attname) THEN a.attname END))) AS made_as
        FROM t JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
            AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
          JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
          JOIN pg_sequence q ON q.seqrelid = s.oid
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
          LEFT JOIN pg_class made ON made.relname = t.shadow_name
            AND made.relnamespace = to_regnamespace(quote_ident(t.shadow_schema))),
      fixtures AS (
        SELECT f.*, t.nspname, t.shadow_schema, t.shadow,
          CASE WHEN f.indexed
            THEN t.shadow_name || '_' || row_number() OVER (ORDER BY f.place, f.name)
            ELSE f.name END AS made_as
        FROM t CROSS JOIN LATERAL (
          SELECT CASE k.contype WHEN 'p' THEN 0 WHEN 'u' THEN 1 ELSE 3 END AS place,
            k.contype IN ('p', 'u', 'x') AS indexed, k.conname::text AS name, k.conindid AS index,
            'ADD CONSTRAINT' AS verb, CASE WHEN k.confrelid = t.oid
              THEN replace(pg_get_constraintdef(k.oid),
                ' REFERENCES ' || t.label || '(', ' REFERENCES ' || t.shadow || '(')
              ELSE pg_get_constraintdef(k.oid) END AS definition
          FROM pg_constraint k
          WHERE k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x', 'c', 'f')
          UNION ALL
          SELECT 2, true, c.relname::text, i.indexrelid,
            CASE WHEN i.indisunique THEN 'CREATE UNIQUE INDEX' ELSE 'CREATE INDEX' END,
            substr(d.text, strpos(d.text, ' ON ' || t.label || ' USING ')
              + length(' ON ' || t.label))
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            CROSS JOIN LATERAL (SELECT pg_get_indexdef(i.indexrelid)) AS d(text)
          WHERE i.indrelid = t.oid AND NOT EXISTS (SELECT FROM pg_constraint k
            WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))) AS f)
      """;
}
