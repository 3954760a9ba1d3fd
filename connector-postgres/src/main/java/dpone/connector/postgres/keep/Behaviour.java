package dpone.connector.postgres.keep;

/** Sections of what acts on the rows of a table, speaks about it or lets others see it. */
final class Behaviour {
  private Behaviour() {}

  static final Section VIEWS =
      new Section(
          "views",
          Phase.AFTER,
          """
          SELECT format('CREATE VIEW %s%s AS %s', r.label,
            (SELECT ' WITH (' || string_agg(format('%I = %L', o.option_name, o.option_value), ', ')
              || ')' FROM pg_options_to_table(r.reloptions) o),
            rtrim(pg_get_viewdef(r.oid), ';'))
          FROM rels r WHERE r.depth > 0 ORDER BY r.depth, r.label
          """);

  static final Section VIEW_DEFAULTS =
      new Section(
          "defaults of views",
          Phase.AFTER,
          """
          SELECT format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s',
            r.label, a.attname, pg_get_expr(d.adbin, d.adrelid))
          FROM rels r JOIN pg_attrdef d ON d.adrelid = r.oid
            JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
          WHERE r.depth > 0 ORDER BY 1
          """);

  static final Section TRIGGERS =
      new Section(
          "triggers",
          Phase.AFTER,
          """
          SELECT s.sql FROM rels r JOIN pg_trigger g ON g.tgrelid = r.oid AND NOT g.tgisinternal
            CROSS JOIN LATERAL (
              SELECT 1, pg_get_triggerdef(g.oid)
              UNION ALL SELECT 2, format('ALTER TABLE %s %s TRIGGER %I', r.label,
                CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                  ELSE 'ENABLE ALWAYS' END, g.tgname) WHERE g.tgenabled <> 'O'
              UNION ALL SELECT 3, format('COMMENT ON TRIGGER %I ON %s IS %L', g.tgname, r.label,
                obj_description(g.oid, 'pg_trigger'))
                WHERE obj_description(g.oid, 'pg_trigger') IS NOT NULL) AS s(place, sql)
          ORDER BY r.depth, r.label, g.tgname, s.place
          """);

  static final Section RULES =
      new Section(
          "rules",
          Phase.AFTER,
          """
          SELECT s.sql FROM rels r JOIN pg_rewrite w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
            CROSS JOIN LATERAL (
              SELECT 1, pg_get_ruledef(w.oid)
              UNION ALL SELECT 2, format('ALTER TABLE %s %s RULE %I', r.label,
                CASE w.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                  ELSE 'ENABLE ALWAYS' END, w.rulename) WHERE w.ev_enabled <> 'O'
              UNION ALL SELECT 3, format('COMMENT ON RULE %I ON %s IS %L', w.rulename, r.label,
                obj_description(w.oid, 'pg_rewrite'))
                WHERE obj_description(w.oid, 'pg_rewrite') IS NOT NULL) AS s(place, sql)
          ORDER BY r.depth, r.label, w.rulename, s.place
          """);

  static final Section POLICIES =
      new Section(
          "row level security",
          Phase.AFTER,
          """
          SELECT s.sql FROM t CROSS JOIN LATERAL (
            SELECT 1, p.polname::text, format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s',
              p.polname, t.label, CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
              CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
              (SELECT string_agg(CASE o.role WHEN 0 THEN 'PUBLIC'
                ELSE quote_ident(pg_get_userbyid(o.role)) END, ', ' ORDER BY o.role)
                FROM unnest(p.polroles) AS o(role)),
              ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
              ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
            FROM pg_policy p WHERE p.polrelid = t.oid
            UNION ALL SELECT 2, p.polname::text, format('COMMENT ON POLICY %I ON %s IS %L', p.polname,
              t.label, obj_description(p.oid, 'pg_policy'))
            FROM pg_policy p
            WHERE p.polrelid = t.oid AND obj_description(p.oid, 'pg_policy') IS NOT NULL
            UNION ALL SELECT 3, '', format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.label)
            WHERE t.relrowsecurity
            UNION ALL SELECT 4, '', format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.label)
            WHERE t.relforcerowsecurity) AS s(place, name, sql)
          ORDER BY s.place, s.name
          """);

  static final Section COMMENTS =
      new Section(
          "comments",
          Phase.AFTER,
          """
          SELECT s.sql FROM t CROSS JOIN LATERAL (
            SELECT format('COMMENT ON TABLE %s IS %s', t.label,
              coalesce(quote_literal(obj_description(t.oid, 'pg_class')), 'NULL'))
            UNION ALL SELECT format('COMMENT ON VIEW %s IS %L', r.label, obj_description(r.oid, 'pg_class'))
            FROM rels r WHERE r.depth > 0 AND obj_description(r.oid, 'pg_class') IS NOT NULL
            UNION ALL SELECT format('COMMENT ON COLUMN %s.%I IS %L', r.label, a.attname,
              col_description(a.attrelid, a.attnum))
            FROM rels r JOIN pg_attribute a ON a.attrelid = r.oid
            WHERE a.attnum > 0 AND NOT a.attisdropped
              AND col_description(a.attrelid, a.attnum) IS NOT NULL
            UNION ALL SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname, t.label,
              obj_description(k.oid, 'pg_constraint'))
            FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype <> 't'
              AND obj_description(k.oid, 'pg_constraint') IS NOT NULL
            UNION ALL SELECT format('COMMENT ON INDEX %s IS %L', i.indexrelid::regclass,
              obj_description(i.indexrelid, 'pg_class'))
            FROM pg_index i
            WHERE i.indrelid = t.oid AND obj_description(i.indexrelid, 'pg_class') IS NOT NULL
            UNION ALL SELECT format('COMMENT ON STATISTICS %I.%I IS %L', n.nspname, x.stxname,
              obj_description(x.oid, 'pg_statistic_ext'))
            FROM pg_statistic_ext x JOIN pg_namespace n ON n.oid = x.stxnamespace
            WHERE x.stxrelid = t.oid AND obj_description(x.oid, 'pg_statistic_ext') IS NOT NULL
            UNION ALL SELECT format('COMMENT ON SEQUENCE %s IS %L', i.label,
              obj_description(i.oid, 'pg_class'))
            FROM idents i WHERE obj_description(i.oid, 'pg_class') IS NOT NULL) AS s(sql)
          ORDER BY 1
          """);

  /** First away with what default privileges gave, then exactly what there was. */
  static final Section GRANTS =
      new Section(
          "grants",
          Phase.AFTER,
          """
          SELECT s.sql FROM (
              SELECT r.oid, r.depth, 'TABLE ' || r.label AS label, r.relacl, r.relowner, 'r' AS sort,
                r.relnamespace FROM rels r
              UNION ALL SELECT i.oid, 0, 'SEQUENCE ' || i.label, i.relacl, i.relowner, 'S',
                i.relnamespace FROM idents i) AS o
            CROSS JOIN t CROSS JOIN LATERAL (
              SELECT 1, '', format('REVOKE ALL ON %s FROM %s', o.label,
                CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END)
              FROM pg_default_acl d CROSS JOIN LATERAL aclexplode(d.defaclacl) x
              WHERE d.defaclrole = (SELECT oid FROM pg_roles WHERE rolname = current_user)
                AND d.defaclobjtype = o.sort AND d.defaclnamespace IN (0, o.relnamespace,
                  coalesce(to_regnamespace(quote_ident(t.shadow_schema))::oid, 0))
                AND x.grantee <> o.relowner
              GROUP BY x.grantee
              UNION ALL SELECT 2, '', format('REVOKE ALL ON %s FROM %I', o.label,
                pg_get_userbyid(o.relowner)) WHERE o.relacl IS NOT NULL
              UNION ALL SELECT 3, x.grantee::text || x.is_grantable, format('GRANT %s ON %s TO %s%s',
                string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type), o.label,
                CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM aclexplode(o.relacl) x GROUP BY x.grantee, x.is_grantable
              UNION ALL SELECT 4, a.attname || x.grantee || x.is_grantable,
                format('GRANT %s ON %s TO %s%s', string_agg(format('%s (%I)', x.privilege_type,
                  a.attname), ', ' ORDER BY x.privilege_type), o.label,
                CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) x
              WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
              GROUP BY a.attname, x.grantee, x.is_grantable) AS s(place, detail, sql)
          ORDER BY o.depth, o.label, s.place, s.detail
          """);

  static final Section VIEW_OWNERS =
      new Section(
          "owners of views",
          Phase.AFTER,
          """
          SELECT format('ALTER VIEW %s OWNER TO %I', label, pg_get_userbyid(relowner))
          FROM rels WHERE depth > 0 AND pg_get_userbyid(relowner) <> current_user ORDER BY label
          """);
}
