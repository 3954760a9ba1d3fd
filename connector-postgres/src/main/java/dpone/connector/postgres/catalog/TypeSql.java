package dpone.connector.postgres.catalog;

/** The one question about types; the search path is pg_catalog. */
final class TypeSql {
  private TypeSql() {}

  private static String collation(String oid) {
    return "(SELECT quote_ident(s.nspname) || '.' || quote_ident(c.collname) FROM pg_collation c"
        + " JOIN pg_namespace s ON s.oid = c.collnamespace WHERE c.oid = "
        + oid
        + ")";
  }

  private static String function(String oid) {
    return "CASE WHEN " + oid + " = 0 THEN '' ELSE " + oid + "::oid::regproc::text END";
  }

  private static final String ATTRIBUTES =
      """
      coalesce((SELECT json_agg(json_build_object('name', a.attname,
            'type', format_type(a.atttypid, a.atttypmod), 'collation',
            CASE WHEN a.attcollation IS DISTINCT FROM y.typcollation AND a.attcollation <> 0
              THEN %s ELSE '' END) ORDER BY a.attnum)
          FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
          WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '[]')
      """
          .formatted(collation("a.attcollation"));

  private static final String RANGE =
      """
      (SELECT json_build_object('kind', 'range', 'schema', n.nspname,
          'subtype', format_type(r.rngsubtype, NULL),
          'operator_class', CASE WHEN o.opcdefault THEN '' ELSE
            quote_ident(s.nspname) || '.' || quote_ident(o.opcname) END,
          'collation', CASE WHEN r.rngcollation IN (0, y.typcollation) THEN '' ELSE %s END,
          'canonical', %s, 'difference', %s,
          'multirange', format_type(r.rngmultitypid, NULL))
        FROM pg_range r JOIN pg_type y ON y.oid = r.rngsubtype
          JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace s ON s.oid = o.opcnamespace
        WHERE r.rngtypid = t.oid)
      """
          .formatted(
              collation("r.rngcollation"), function("r.rngcanonical"), function("r.rngsubdiff"));

  private static final String DEFINITION =
      """
      CASE
        WHEN n.nspname IN ('pg_catalog', 'information_schema') THEN NULL
        WHEN x.extname IS NOT NULL THEN
          json_build_object('kind', 'extension', 'extension', x.extname, 'type', t.typname)
        WHEN t.typtype = 'e' THEN json_build_object('kind', 'enum', 'schema', n.nspname,
          'labels', coalesce((SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)
            FROM pg_enum e WHERE e.enumtypid = t.oid), '[]'))
        WHEN t.typtype = 'd' THEN json_build_object('kind', 'domain', 'schema', n.nspname,
          'base', format_type(t.typbasetype, t.typtypmod), 'not_null', t.typnotnull,
          'collation', CASE WHEN t.typcollation = (SELECT b.typcollation FROM pg_type b
            WHERE b.oid = t.typbasetype) THEN '' ELSE %s END,
          'checks', coalesce((SELECT json_agg(json_build_object('name', k.conname,
              'check', pg_get_constraintdef(k.oid)) ORDER BY k.conname)
            FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '[]'))
        WHEN t.typtype = 'c' AND l.relkind = 'c' THEN
          json_build_object('kind', 'composite', 'schema', n.nspname, 'attributes', %s)
        WHEN t.typtype = 'c' THEN
          json_build_object('kind', 'other', 'what', 'the row type of a table', 'attributes', %s)
        WHEN t.typtype = 'r' THEN %s
        WHEN t.typtype = 'm' THEN json_build_object('kind', 'multirange', 'range',
          (SELECT format_type(r.rngtypid, NULL) FROM pg_range r WHERE r.rngmultitypid = t.oid))
        WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN NULL
        ELSE json_build_object('kind', 'other', 'what', 'a type written in C', 'attributes',
          '[]'::json)
      END
      """
          .formatted(collation("t.typcollation"), ATTRIBUTES, ATTRIBUTES, RANGE);

  /** Types by object ids, with all that they are made of. */
  static final String TYPES =
      """
      WITH RECURSIVE wanted(oid) AS (
        SELECT unnest(?::oid[])
        UNION
        SELECT part FROM wanted w JOIN pg_type t ON t.oid = w.oid CROSS JOIN LATERAL (
          SELECT t.typbasetype UNION ALL SELECT t.typelem
          UNION ALL SELECT a.atttypid FROM pg_attribute a WHERE t.typtype = 'c'
            AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
          UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid
          UNION ALL SELECT r.rngtypid FROM pg_range r WHERE r.rngmultitypid = t.oid
        ) AS parts(part)
        WHERE part <> 0)
      SELECT t.oid, format_type(t.oid, NULL) AS spelled, n.nspname, t.typname, t.typtype,
        t.typbasetype, t.typtypmod, t.typsend <> 0 AS sends, x.extname,
        CASE WHEN t.typcategory = 'A' AND t.typlen = -1 AND t.typtype = 'b'
          AND t.typname NOT IN ('oidvector', 'int2vector') THEN t.typelem ELSE 0 END AS element,
        CASE WHEN t.typtype = 'e' THEN
          (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
            FROM pg_enum e WHERE e.enumtypid = t.oid) END AS labels,
        CASE t.typtype
          WHEN 'c' THEN (SELECT array_agg(a.atttypid::bigint ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0
              AND NOT a.attisdropped)
          WHEN 'r' THEN (SELECT ARRAY[r.rngsubtype::bigint] FROM pg_range r
            WHERE r.rngtypid = t.oid)
          WHEN 'm' THEN (SELECT ARRAY[r.rngtypid::bigint] FROM pg_range r
            WHERE r.rngmultitypid = t.oid) END AS parts,
        (%s)::text AS definition
      FROM wanted w JOIN pg_type t ON t.oid = w.oid
        JOIN pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_class l ON l.oid = t.typrelid
        LEFT JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid
          AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
        LEFT JOIN pg_extension x ON x.oid = d.refobjid
      """
          .formatted(DEFINITION);
}
