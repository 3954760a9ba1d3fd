package dpone.connector.postgres.cdc;

import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes publications fit, or says why they do not. */
final class Publications {
  private static final String FIND =
      """
      SELECT p.puballtables, p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate,
        p.pubviaroot, coalesce(obj_description(p.oid, 'pg_publication'), '')
      FROM pg_publication p WHERE p.pubname = ?
      """;

  /** Filters and column lists came with release 15. */
  private static final String TABLES =
      """
      SELECT t.schemaname, t.tablename, to_jsonb(t) ->> 'rowfilter',
        ARRAY(SELECT jsonb_array_elements_text(coalesce(to_jsonb(t) -> 'attnames', '[]')))
      FROM pg_publication_tables t WHERE t.pubname = ?
      """;

  static final String PUBLISH = "publish = 'insert, update, delete, truncate'";

  static final String VIA_ROOT = "publish_via_partition_root = true";

  record Published(TableName name, @Nullable String filter, List<String> columns) {}

  record Found(boolean everything, boolean allKinds, boolean viaRoot, String comment) {}

  private final PgSession session;
  private final String name;
  private final String mark;

  Publications(PgSession session, ChangeSettings settings, String mark) {
    this.session = session;
    this.name = settings.publication();
    this.mark = mark;
  }

  /** Whether there is one that we made. */
  boolean isOurs() {
    Found found = find();
    return found != null && found.comment.equals(mark);
  }

  private @Nullable Found find() {
    return session.withCatalogPath(() ->
        session
            .first(
                FIND,
                row ->
                    new Found(
                        row.getBoolean(1), row.getBoolean(2), row.getBoolean(3), row.getString(4)),
                name)
            .orElse(null));
  }

  private List<Published> tables() {
    return session.withCatalogPath(() ->
        session.query(
            TABLES,
            row ->
                new Published(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    List.of((String[]) row.getArray(4).getArray())),
            name));
  }

  /** Makes it, or makes ours publish exactly these tables; another's is only checked. */
  void ensure(List<CapturedTable> wanted, boolean create) {
    Found found = find();
    if (found == null) {
      if (!create) {
        throw missing();
      }
      refuseStandby(wanted.stream().map(t -> t.relation().name()).toList());
      make(wanted);
      return;
    }
    if (found.comment.equals(mark) && !found.everything) {
      if (create) {
        alter(wanted);
      }
    }
    check(wanted);
  }

  /** Makes ours publish these tables too, before the others are known. */
  void include(List<CapturedTable> more, boolean create) {
    Found found = find();
    if (found == null) {
      throw missing();
    }
    if (create && found.comment.equals(mark) && !found.everything) {
      Set<TableName> there = tables().stream().map(Published::name).collect(Collectors.toSet());
      List<TableName> lacking =
          more.stream().map(t -> t.relation().name()).filter(n -> !there.contains(n)).toList();
      if (!lacking.isEmpty()) {
        refuseStandby(lacking);
        session.execute("ALTER PUBLICATION " + Sql.name(name) + " ADD TABLE " + sql(lacking));
      }
    }
    check(more);
  }

  /** A standby has the publications of its primary, and cannot write any. */
  private void refuseStandby(List<TableName> lacking) {
    if (session.value("SELECT pg_is_in_recovery()").equals("t")) {
      throw PgCode.PUBLICATION
          .error(
              "the publication "
                  + name
                  + " lacks tables, and a standby cannot add them: "
                  + sql(lacking))
          .remedy(
              "make it at the primary with publish_via_partition_root = true, and name it in"
                  + " source.cdc.publication")
          .build();
    }
  }

  private void make(List<CapturedTable> wanted) {
    session.begin();
    try {
      session.execute(
          "CREATE PUBLICATION "
              + Sql.name(name)
              + " FOR TABLE "
              + sql(wanted.stream().map(t -> t.relation().name()).toList())
              + " WITH ("
              + PUBLISH
              + ", "
              + VIA_ROOT
              + ")");
      session.execute("COMMENT ON PUBLICATION " + Sql.name(name) + " IS " + Sql.text(mark));
      commit();
    } catch (RuntimeException | Error failure) {
      session.rollback();
      throw failure;
    }
  }

  private void commit() {
    try {
      session.commit();
    } catch (java.sql.SQLException failure) {
      throw session.failure(failure, "making the publication " + name, null);
    }
  }

  private void alter(List<CapturedTable> wanted) {
    Set<TableName> names =
        wanted.stream().map(t -> t.relation().name()).collect(Collectors.toSet());
    Set<TableName> there = tables().stream().map(Published::name).collect(Collectors.toSet());
    List<TableName> more = names.stream().filter(n -> !there.contains(n)).toList();
    List<TableName> fewer = there.stream().filter(n -> !names.contains(n)).toList();
    if (!more.isEmpty()) {
      refuseStandby(more);
    }
    String alter = "ALTER PUBLICATION " + Sql.name(name);
    if (!more.isEmpty()) {
      session.execute(alter + " ADD TABLE " + sql(more));
    }
    if (!fewer.isEmpty()) {
      session.execute(alter + " DROP TABLE " + sql(fewer));
    }
  }

  /** Refuses one that leaves out something that is wanted. */
  void check(List<CapturedTable> wanted) {
    Found found = find();
    if (found == null) {
      throw missing();
    }
    if (!found.allKinds) {
      throw wrong("does not publish all of insert, update, delete and truncate", null);
    }
    List<Published> tables = tables();
    for (CapturedTable table : wanted) {
      Relation relation = table.relation();
      if (relation.kind() == 'p' && !found.viaRoot) {
        throw wrong(
            "publishes partitions and not the table (publish_via_partition_root)", table.stream());
      }
      Published published =
          tables.stream()
              .filter(p -> p.name.equals(relation.name()))
              .findFirst()
              .orElseThrow(() -> wrong("lacks the table " + relation.name(), table.stream()));
      if (published.filter != null) {
        throw wrong("filters the rows of " + relation.name(), table.stream());
      }
      Set<String> columns = new HashSet<>(published.columns);
      List<String> lacking = new ArrayList<>();
      table
          .columns()
          .forEach(c -> {
            if (!columns.isEmpty() && !columns.contains(c.name())) {
              lacking.add(c.name());
            }
          });
      if (!lacking.isEmpty()) {
        throw wrong(
            "lacks columns of " + relation.name() + ": " + String.join(", ", lacking),
            table.stream());
      }
    }
  }

  /**
   * What has to be done to it by somebody with more rights: nothing where a run does it.
   *
   * @param role who the run is
   */
  List<ChangeSetup.Step> missing(List<CapturedTable> wanted, boolean create, String role) {
    Found found = find();
    boolean ours = found != null && found.comment.equals(mark) && !found.everything;
    if (create && (ours || (found == null && mayMake(wanted)))) {
      return List.of();
    }
    return PublicationSetup.of(name, found, found == null ? List.of() : tables(), wanted, role);
  }

  /** Whoever makes one needs a right on the database and has to own the tables. */
  private boolean mayMake(List<CapturedTable> wanted) {
    return session
            .value("SELECT has_database_privilege(current_database(), 'CREATE')")
            .startsWith("t")
        && wanted.stream()
            .allMatch(table ->
                session
                    .value(
                        "SELECT pg_has_role(relowner, 'USAGE') FROM pg_catalog.pg_class"
                            + " WHERE oid = ?::bigint::oid",
                        table.relation().oid())
                    .startsWith("t"));
  }

  void drop() {
    session.execute("DROP PUBLICATION " + Sql.name(name));
  }

  static String sql(List<TableName> tables) {
    return tables.stream().map(TableName::sql).collect(Collectors.joining(", "));
  }

  private DponeException missing() {
    return PgCode.PUBLICATION.error("there is no publication " + name).build();
  }

  private DponeException wrong(String why, @Nullable String stream) {
    DponeException.Builder error = PgCode.PUBLICATION.error("the publication " + name + " " + why);
    return stream == null
        ? error.build()
        : error.at(Place.stream(Objects.requireNonNull(stream))).build();
  }
}
