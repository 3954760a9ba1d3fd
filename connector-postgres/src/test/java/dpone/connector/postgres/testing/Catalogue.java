package dpone.connector.postgres.testing;

import dpone.connector.postgres.testing.PostgresTestServer.Database;
import java.util.List;

/**
 * Everything that the catalogue says about the tables, views and sequences of a schema and what
 * refers to them, without object ids. Shares nothing with the connector.
 */
public final class Catalogue {
  private Catalogue() {}

  private static final String RELS =
      "(SELECT c.*, c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n"
          + " ON n.oid = c.relnamespace WHERE n.nspname = '$schema') r";

  private static final String ACL =
      "(SELECT string_agg(concat_ws('/', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE"
          + " pg_get_userbyid(x.grantee) END, pg_get_userbyid(x.grantor), x.privilege_type,"
          + " x.is_grantable), ' ' ORDER BY x.grantee, x.privilege_type, x.is_grantable)"
          + " FROM aclexplode($acl) x)";

  private static final List<String> QUERIES =
      List.of(
          "SELECT concat_ws('|', 'relation', r.name, r.relkind, r.relpersistence,"
              + " pg_get_userbyid(r.relowner), r.reloptions, (SELECT reloptions FROM pg_class"
              + " WHERE oid = r.reltoastrelid), r.reltablespace, r.relam, r.relreplident,"
              + " r.relrowsecurity, r.relforcerowsecurity, r.relispopulated,"
              + " obj_description(r.oid, 'pg_class'), "
              + ACL.replace(
                  "$acl",
                  "coalesce(r.relacl, acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r'"
                      + " END::\"char\", r.relowner))")
              + ") FROM "
              + RELS,
          "SELECT concat_ws('|', 'column', r.name, row_number() OVER (PARTITION BY r.oid ORDER BY"
              + " a.attnum), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
              + " a.attidentity, a.attgenerated, CASE WHEN r.relkind <> 'i' THEN a.attstorage END, a.attcompression, a.attcollation,"
              + " a.attstattarget, a.attoptions, a.attislocal, a.attinhcount,"
              + " pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum), "
              + ACL.replace("$acl", "a.attacl")
              + ") FROM "
              + RELS
              + " JOIN pg_attribute a ON a.attrelid = r.oid LEFT JOIN pg_attrdef d"
              + " ON d.adrelid = r.oid AND d.adnum = a.attnum"
              + " WHERE a.attnum > 0 AND NOT a.attisdropped",
          "SELECT concat_ws('|', 'constraint', k.conrelid::regclass, k.conname, k.contype,"
              + " k.convalidated, k.condeferrable, pg_get_constraintdef(k.oid),"
              + " obj_description(k.oid, 'pg_constraint')) FROM pg_constraint k JOIN "
              + RELS
              + " ON r.oid IN (k.conrelid, k.confrelid)",
          "SELECT concat_ws('|', 'index', pg_get_indexdef(i.indexrelid), i.indisclustered,"
              + " i.indisvalid, i.indisreplident, i.indisprimary, i.indimmediate) FROM pg_index i"
              + " JOIN "
              + RELS
              + " ON r.oid = i.indrelid",
          "SELECT concat_ws('|', 'trigger', pg_get_triggerdef(g.oid), g.tgenabled,"
              + " obj_description(g.oid, 'pg_trigger')) FROM pg_trigger g JOIN "
              + RELS
              + " ON r.oid = g.tgrelid WHERE NOT g.tgisinternal",
          "SELECT concat_ws('|', 'rule', pg_get_ruledef(w.oid), w.ev_enabled,"
              + " obj_description(w.oid, 'pg_rewrite')) FROM pg_rewrite w JOIN "
              + RELS
              + " ON r.oid = w.ev_class",
          "SELECT concat_ws('|', 'policy', r.name, p.polname, p.polcmd, p.polpermissive,"
              + " p.polroles::regrole[]::text, pg_get_expr(p.polqual, p.polrelid),"
              + " pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy'))"
              + " FROM pg_policy p JOIN "
              + RELS
              + " ON r.oid = p.polrelid",
          "SELECT concat_ws('|', 'statistics', pg_get_statisticsobjdef(x.oid), x.stxstattarget,"
              + " pg_get_userbyid(x.stxowner), obj_description(x.oid, 'pg_statistic_ext'))"
              + " FROM pg_statistic_ext x JOIN "
              + RELS
              + " ON r.oid = x.stxrelid",
          "SELECT concat_ws('|', 'sequence', r.name, q.options,"
              + " (SELECT concat_ws('.', d.refobjid::regclass, a.attname, d.deptype) FROM pg_depend d"
              + " JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
              + " WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid"
              + " AND d.refclassid = 'pg_class'::regclass)) FROM "
              + RELS
              + " JOIN (SELECT seqrelid AS oid, to_jsonb(s) - 'seqrelid' AS options FROM pg_sequence s) q"
              + " USING (oid)",
          "SELECT concat_ws('|', 'publication', p.*) FROM pg_publication_tables p"
              + " WHERE p.schemaname = '$schema'",
          "SELECT concat_ws('|', 'inheritance', h.inhrelid::regclass, h.inhparent::regclass,"
              + " h.inhseqno) FROM pg_inherits h JOIN "
              + RELS
              + " ON r.oid IN (h.inhrelid, h.inhparent)");

  /** The description, a line for each thing. */
  public static List<String> of(Database database, String schema) {
    return QUERIES.stream()
        .flatMap(
            query -> database.column(query.replace("$schema", schema) + " ORDER BY 1").stream())
        .toList();
  }
}
