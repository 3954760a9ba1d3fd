package dpone.connector.postgres.keep;

/** Queries over the names of {@link Scope} that answer what a user has to know, one a row. */
final class Verdicts {
  private Verdicts() {}

  /** What a new table cannot get, or nobody but others may give it. */
  static final String OBJECTIONS =
      """
      SELECT what FROM t CROSS JOIN LATERAL (
        SELECT 'inheritance or partitioning' AS what WHERE t.relkind <> 'r' OR t.relispartition
          OR EXISTS (SELECT FROM pg_inherits WHERE t.oid IN (inhrelid, inhparent))
        UNION SELECT 'being temporary' WHERE t.relpersistence = 't'
        UNION SELECT 'row type of its own' WHERE t.reloftype <> 0
        UNION SELECT 'index ' || i.indexrelid::regclass || ', which is not valid' FROM pg_index i
          WHERE i.indrelid = t.oid AND NOT i.indisvalid
        UNION SELECT 'publication ' || p.pubname || ', whose subscribers a swap would not reach'
          FROM pg_publication_tables p
          WHERE p.schemaname = t.nspname AND p.tablename = t.relname
        UNION SELECT 'being filled by a subscription' FROM pg_subscription_rel WHERE srrelid = t.oid
        UNION SELECT 'security label' FROM pg_seclabel s JOIN rels r ON r.oid = s.objoid
          WHERE s.classoid = 'pg_class'::regclass
        UNION SELECT 'extension ' || e.extname || ', of which ' || r.label || ' is a part'
          FROM rels r JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid
            AND d.refclassid = 'pg_extension'::regclass
          JOIN pg_extension e ON e.oid = d.refobjid
        UNION SELECT 'owner ' || pg_get_userbyid(r.relowner) || ' of ' || r.label
          FROM rels r WHERE NOT pg_has_role(r.relowner, 'MEMBER')
            OR NOT pg_has_role(r.relowner, 'USAGE')
        UNION SELECT 'owner ' || pg_get_userbyid(r.relowner) || ', who may not create in the schema of '
          || r.label FROM rels r WHERE pg_get_userbyid(r.relowner) <> current_user
            AND NOT has_schema_privilege(r.relowner, r.relnamespace, 'CREATE')
        UNION SELECT 'foreign key of ' || k.conrelid::regclass || ', which belongs to somebody else'
          FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
          WHERE k.confrelid = t.oid AND k.contype = 'f' AND k.conrelid <> t.oid
            AND NOT pg_has_role(c.relowner, 'USAGE')
        UNION SELECT 'grants that ' || pg_get_userbyid(x.grantor) || ' gave on ' || r.label
          FROM rels r CROSS JOIN LATERAL aclexplode(r.relacl) x WHERE x.grantor <> r.relowner
        UNION SELECT 'grants that ' || pg_get_userbyid(x.grantor) || ' gave on ' || r.label
          FROM rels r JOIN pg_attribute a ON a.attrelid = r.oid
            CROSS JOIN LATERAL aclexplode(a.attacl) x WHERE x.grantor <> r.relowner
        UNION SELECT 'materialized view ' || m.oid::regclass || ', whose rows a swap would lose'
          FROM above a JOIN pg_class m ON m.oid = a.oid AND m.relkind = 'm'
        UNION SELECT pg_describe_object(d.classid, d.objid, 0) FROM pg_depend d
          WHERE d.deptype IN ('n', 'a', 'i')
            AND (d.refclassid = 'pg_class'::regclass
                AND d.refobjid IN (SELECT oid FROM rels UNION SELECT oid FROM idents)
              OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
                SELECT y.oid FROM rels r JOIN pg_type y ON r.reltype IN (y.oid, y.typelem)
                  AND y.typtype IN ('c', 'b')))
            AND NOT CASE d.classid
              WHEN 'pg_class'::regclass THEN d.objid IN (SELECT a.oid FROM above a)
                OR EXISTS (SELECT FROM pg_index WHERE indexrelid = d.objid AND indrelid = t.oid)
                OR d.objid = t.reltoastrelid
                OR d.deptype IN ('a', 'i') AND EXISTS (
                  SELECT FROM pg_class WHERE oid = d.objid AND relkind = 'S')
              WHEN 'pg_type'::regclass THEN EXISTS (
                SELECT FROM rels r JOIN pg_type y ON r.reltype IN (y.oid, y.typelem)
                WHERE y.oid = d.objid)
              WHEN 'pg_constraint'::regclass THEN EXISTS (SELECT FROM pg_constraint
                WHERE oid = d.objid AND t.oid IN (conrelid, confrelid))
              WHEN 'pg_attrdef'::regclass THEN EXISTS (SELECT FROM pg_attrdef
                WHERE oid = d.objid AND adrelid IN (SELECT oid FROM rels))
              WHEN 'pg_rewrite'::regclass THEN EXISTS (SELECT FROM pg_rewrite
                WHERE oid = d.objid AND ev_class IN (SELECT a.oid FROM above a))
              WHEN 'pg_trigger'::regclass THEN EXISTS (SELECT FROM pg_trigger
                WHERE oid = d.objid AND (tgisinternal OR tgrelid IN (SELECT oid FROM rels)))
              WHEN 'pg_policy'::regclass THEN EXISTS (SELECT FROM pg_policy
                WHERE oid = d.objid AND polrelid = t.oid)
              WHEN 'pg_statistic_ext'::regclass THEN EXISTS (SELECT FROM pg_statistic_ext
                WHERE oid = d.objid AND stxrelid = t.oid)
              WHEN 'pg_publication_rel'::regclass THEN true
              ELSE false END) AS found
      ORDER BY what
      """;

  /** What a swap can keep and would not make work for the rows that it brings. */
  static final String RESERVATIONS =
      """
      SELECT 'trigger ' || g.tgname || ', which a swap does not fire' FROM t
        JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
      WHERE g.tgenabled IN ('O', 'A') AND g.tgtype & 36 <> 0
      UNION SELECT 'rule ' || w.rulename || ', which a swap does not apply' FROM t
        JOIN pg_rewrite w ON w.ev_class = t.oid AND w.ev_type = '3' AND w.ev_enabled IN ('O', 'A')
      ORDER BY 1
      """;

  /** What others would miss after a swap that kept nothing. */
  static final String KEPT =
      """
      SELECT what FROM t CROSS JOIN LATERAL (
        SELECT 'view ' || r.label AS what FROM rels r WHERE r.depth > 0
        UNION SELECT 'foreign key of ' || conrelid::regclass FROM pg_constraint
          WHERE confrelid = t.oid AND contype = 'f' AND conrelid <> t.oid
        UNION SELECT 'trigger ' || tgname FROM pg_trigger
          WHERE tgrelid = t.oid AND NOT tgisinternal
        UNION SELECT 'rule ' || rulename FROM pg_rewrite WHERE ev_class = t.oid
        UNION SELECT 'policy ' || polname FROM pg_policy WHERE polrelid = t.oid
        UNION SELECT 'row level security' WHERE t.relrowsecurity
        UNION SELECT 'grants' WHERE t.relacl IS NOT NULL
          OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = t.oid AND attacl IS NOT NULL)
        UNION SELECT 'owner ' || pg_get_userbyid(t.relowner)
          WHERE pg_get_userbyid(t.relowner) <> current_user
        UNION SELECT 'sequence ' || d.objid::regclass FROM pg_depend d
          JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
          WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.refobjid = t.oid AND d.deptype IN ('a', 'i')
        UNION SELECT 'statistics ' || stxname FROM pg_statistic_ext WHERE stxrelid = t.oid
        UNION SELECT 'storage parameters' WHERE t.reloptions IS NOT NULL OR EXISTS (
          SELECT FROM pg_attribute WHERE attrelid = t.oid AND attoptions IS NOT NULL)
        UNION SELECT 'tablespace' WHERE t.reltablespace <> 0
        UNION SELECT 'being unlogged' WHERE t.relpersistence = 'u'
        UNION SELECT 'replica identity' WHERE t.relreplident <> 'd'
        UNION SELECT 'clustering' FROM pg_index WHERE indrelid = t.oid AND indisclustered
        UNION SELECT 'constraint ' || conname FROM pg_constraint
          WHERE conrelid = t.oid AND contype IN ('p', 'u', 'x', 'c', 'f')
        UNION SELECT 'index ' || indexrelid::regclass FROM pg_index i WHERE indrelid = t.oid
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
        UNION SELECT 'comments' FROM pg_description
          WHERE classoid = 'pg_class'::regclass AND objoid = t.oid) AS found
      ORDER BY what
      """;

  /** Constraints of this sort have a name since release 18. Parameter: names of columns. */
  static final String NOT_NULL =
      """
      SELECT CASE WHEN k.conname IS NULL
        THEN format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', t.shadow, a.attname)
        ELSE format('ALTER TABLE %s ADD CONSTRAINT %I NOT NULL %I', t.shadow, k.conname, a.attname) END
      FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = ANY (?)
        LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'n'
          AND k.conkey = ARRAY[a.attnum] ORDER BY 1
      """;

  /** Sequences of the new table go on where those of the old one are. */
  static final String NUMBERING =
      """
      SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), last_value, is_called) FROM %s',
        i.shadow, i.attname, i.label)
      FROM idents i ORDER BY i.attname
      """;

  /** How the empty new table is made. */
  static final String CREATION =
      """
      SELECT format('CREATE %sTABLE %s (LIKE %s INCLUDING ALL EXCLUDING CONSTRAINTS EXCLUDING INDEXES'
        ' EXCLUDING STATISTICS)%s%s%s',
        CASE t.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, t.shadow, t.label,
        ' USING ' || quote_ident(m.amname),
        (SELECT ' WITH (' || string_agg(format('%s%I = %L', p.prefix, o.option_name, o.option_value),
            ', ' ORDER BY p.prefix, o.option_name) || ')'
          FROM (SELECT '' AS prefix, t.reloptions AS options
              UNION ALL SELECT 'toast.', reloptions FROM pg_class WHERE oid = t.reltoastrelid) p
            CROSS JOIN LATERAL pg_options_to_table(p.options) o),
        ' TABLESPACE ' || quote_ident(s.spcname))
      FROM t LEFT JOIN pg_am m ON m.oid = t.relam LEFT JOIN pg_tablespace s ON s.oid = t.reltablespace
      """;
}
