package dpone.connector.postgres.keep;

import java.util.List;

/** What a new table gets from the one whose place it takes, in the order in which it gets it. */
final class Sections {
  private Sections() {}

  private static final Section COLUMNS =
      new Section(
          "columns",
          Phase.NEVER,
          """
          SELECT concat_ws(' ', a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
            a.attnotnull, a.attidentity, a.attgenerated, a.attstorage, a.attcompression,
            a.attcollation, pg_get_expr(d.adbin, d.adrelid))
          FROM t JOIN pg_attribute a ON a.attrelid = t.oid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
          """);

  private static final Section TABLE =
      new Section(
          "name and kind",
          Phase.NEVER,
          """
          SELECT concat_ws(' ', label, relkind, relpersistence, relowner, reltablespace, relam)
          FROM t
          """);

  private static final Section COLUMN_PARAMETERS =
      new Section(
          "statistics targets",
          Phase.NEW_TABLE,
          """
          SELECT s.sql FROM t JOIN pg_attribute a ON a.attrelid = t.oid CROSS JOIN LATERAL (
            SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s',
              t.shadow, a.attname, a.attstattarget) WHERE a.attstattarget >= 0
            UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%I = %L)',
              t.shadow, a.attname, o.option_name, o.option_value)
            FROM pg_options_to_table(a.attoptions) o) AS s(sql)
          WHERE a.attnum > 0 AND NOT a.attisdropped ORDER BY 1
          """);

  private static final Section FIXTURES =
      new Section(
          "indexes and constraints",
          Phase.NEW_TABLE,
          """
          SELECT CASE WHEN f.verb = 'ADD CONSTRAINT'
            THEN format('ALTER TABLE %s ADD CONSTRAINT %I %s', f.shadow, f.made_as, f.definition)
            ELSE format('%s %I ON %s%s', f.verb, f.made_as, f.shadow, f.definition) END
          FROM fixtures f ORDER BY f.place, f.name
          """);

  private static final Section INDEX_SPACES =
      new Section(
          "tablespaces of indexes",
          Phase.NEW_TABLE,
          """
          SELECT format('ALTER INDEX %I.%I SET TABLESPACE %I',
            f.shadow_schema, f.made_as, s.spcname)
          FROM fixtures f JOIN pg_class c ON c.oid = f.index AND f.indexed
            JOIN pg_tablespace s ON s.oid = c.reltablespace ORDER BY 1
          """);

  private static final Section STATISTICS =
      new Section(
          "extended statistics",
          Phase.NEW_TABLE,
          """
          SELECT format('CREATE STATISTICS %I.%I%s', t.shadow_schema, t.shadow_name || '_s' || x.oid,
            replace(substr(pg_get_statisticsobjdef(x.oid),
              length(format('CREATE STATISTICS %I.%I', n.nspname, x.stxname)) + 1) || chr(10),
              ' FROM ' || t.label || chr(10), ' FROM ' || t.shadow))
          FROM t JOIN pg_statistic_ext x ON x.stxrelid = t.oid
            JOIN pg_namespace n ON n.oid = x.stxnamespace ORDER BY x.stxname
          """);

  private static final Section VIEWS_AWAY =
      new Section(
          "views",
          Phase.BEFORE,
          "SELECT format('DROP VIEW %s', label) FROM rels WHERE depth > 0 ORDER BY depth DESC, label");

  private static final Section REFERENCES_AWAY =
      new Section(
          "foreign keys of other tables",
          Phase.BEFORE,
          """
          SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname)
          FROM t JOIN pg_constraint k ON k.confrelid = t.oid AND k.contype = 'f'
            AND k.conrelid <> t.oid AND k.conparentid = 0
          ORDER BY 1
          """);

  private static final Section OWNER =
      new Section(
          "owner",
          Phase.HANDOVER,
          """
          SELECT format('ALTER TABLE %s OWNER TO %I', label, pg_get_userbyid(relowner))
          FROM t WHERE pg_get_userbyid(relowner) <> current_user
          """);

  private static final Section SERIALS =
      new Section(
          "sequences",
          Phase.HANDOVER,
          """
          SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', s.oid::regclass, t.label, a.attname)
          FROM t JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
              AND d.classid = 'pg_class'::regclass AND d.deptype = 'a'
            JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
          ORDER BY 1
          """);

  private static final Section IDENTITY_VALUES =
      new Section(
          "values of identity columns",
          Phase.HANDOVER,
          """
          SELECT format('SELECT setval(%L, x.last_value, x.is_called) FROM (SELECT * FROM ('
            'SELECT last_value, is_called FROM %s UNION ALL SELECT last_value, is_called FROM %I.%I)'
            ' AS places ORDER BY sign(%s) * last_value DESC, is_called DESC LIMIT 1) AS x',
            format('%I.%I', i.nspname, i.made_as), i.label, i.nspname, i.made_as, i.seqincrement)
          FROM idents i WHERE i.made_as IS NOT NULL ORDER BY i.attname
          """);

  private static final Section INDEX_NAMES =
      new Section(
          "names of indexes",
          Phase.AFTER,
          """
          SELECT format('ALTER INDEX %I.%I RENAME TO %I', f.nspname, f.made_as, f.name)
          FROM fixtures f WHERE f.indexed ORDER BY f.place, f.name
          """);

  private static final Section IDENTITY_NAMES =
      new Section(
          "identity columns",
          Phase.AFTER,
          """
          SELECT s.sql FROM idents i JOIN pg_sequence q ON q.seqrelid = i.oid CROSS JOIN LATERAL (
            SELECT 1, format('ALTER SEQUENCE %I.%I RENAME TO %I', i.nspname, i.made_as, i.relname)
            WHERE i.made_as IS NOT NULL
            UNION ALL SELECT 2, format('ALTER SEQUENCE %s AS %s INCREMENT %s MINVALUE %s MAXVALUE %s'
              ' START %s CACHE %s %s', i.label, format_type(q.seqtypid, NULL), q.seqincrement,
              q.seqmin, q.seqmax, q.seqstart, q.seqcache,
              CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)) AS s(place, sql)
          ORDER BY i.attname, s.place
          """);

  private static final Section STATISTICS_NAMES =
      new Section(
          "names of extended statistics",
          Phase.AFTER,
          """
          SELECT s.sql FROM t JOIN pg_statistic_ext x ON x.stxrelid = t.oid
            JOIN pg_namespace n ON n.oid = x.stxnamespace
            CROSS JOIN LATERAL (
              SELECT 1, format('ALTER STATISTICS %I.%I RENAME TO %I',
                t.shadow_schema, t.shadow_name || '_s' || x.oid, x.stxname)
              UNION ALL SELECT 2, format('ALTER STATISTICS %I.%I SET SCHEMA %I',
                t.shadow_schema, x.stxname, n.nspname) WHERE n.nspname <> t.shadow_schema
              UNION ALL SELECT 3, format('ALTER STATISTICS %I.%I SET STATISTICS %s',
                n.nspname, x.stxname, x.stxstattarget) WHERE x.stxstattarget >= 0
              UNION ALL SELECT 4, format('ALTER STATISTICS %I.%I OWNER TO %I',
                n.nspname, x.stxname, pg_get_userbyid(x.stxowner))
                WHERE pg_get_userbyid(x.stxowner) <> current_user) AS s(place, sql)
          ORDER BY x.stxname, s.place
          """);

  private static final Section INDEX_ROLES =
      new Section(
          "replica identity and clustering",
          Phase.AFTER,
          """
          SELECT s.sql FROM t CROSS JOIN LATERAL (
            SELECT format('ALTER TABLE %s CLUSTER ON %I', t.label, c.relname)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = t.oid AND i.indisclustered
            UNION ALL SELECT format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', t.label, c.relname)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = t.oid AND i.indisreplident AND t.relreplident = 'i'
            UNION ALL SELECT format('ALTER TABLE %s REPLICA IDENTITY %s', t.label,
              CASE t.relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
            WHERE t.relreplident IN ('f', 'n')
            UNION ALL SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s',
              a.attrelid::regclass, a.attnum, a.attstattarget)
            FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indexrelid
            WHERE i.indrelid = t.oid AND a.attstattarget >= 0) AS s(sql)
          ORDER BY 1
          """);

  private static final Section REFERENCES =
      new Section(
          "foreign keys of other tables",
          Phase.AFTER,
          """
          SELECT s.sql FROM t JOIN pg_constraint k ON k.confrelid = t.oid AND k.contype = 'f'
              AND k.conrelid <> t.oid AND k.conparentid = 0
            CROSS JOIN LATERAL (
              SELECT 1, format('ALTER TABLE %s ADD CONSTRAINT %I %s',
                k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
              UNION ALL SELECT 2, format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname,
                k.conrelid::regclass, obj_description(k.oid, 'pg_constraint'))
                WHERE obj_description(k.oid, 'pg_constraint') IS NOT NULL) AS s(place, sql)
          ORDER BY k.conrelid::regclass::text, k.conname, s.place
          """);

  private static final Section OBJECTIONS =
      new Section("what a swap cannot keep", Phase.NEVER, Verdicts.OBJECTIONS);

  private static final Section CREATION =
      new Section("storage parameters", Phase.NEVER, Verdicts.CREATION);

  /** All of them. */
  static final List<Section> ALL =
      List.of(
          OBJECTIONS,
          CREATION,
          TABLE,
          COLUMNS,
          COLUMN_PARAMETERS,
          FIXTURES,
          INDEX_SPACES,
          STATISTICS,
          VIEWS_AWAY,
          REFERENCES_AWAY,
          OWNER,
          SERIALS,
          IDENTITY_VALUES,
          INDEX_NAMES,
          IDENTITY_NAMES,
          STATISTICS_NAMES,
          INDEX_ROLES,
          Behaviour.VIEWS,
          Behaviour.VIEW_DEFAULTS,
          Behaviour.TRIGGERS,
          Behaviour.RULES,
          Behaviour.POLICIES,
          REFERENCES,
          Behaviour.COMMENTS,
          Behaviour.GRANTS,
          Behaviour.VIEW_OWNERS);

  /** What every publish relies on that empties its target. */
  static final List<Section> SHAPE = List.of(TABLE, COLUMNS);
}
