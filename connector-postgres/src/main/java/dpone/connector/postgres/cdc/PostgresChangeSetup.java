package dpone.connector.postgres.cdc;

import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left to be set up for logical replication. What a run makes by itself, slot and
 * publication where it may, is not missing.
 */
final class PostgresChangeSetup implements ChangeSetup {
  private static final String SLOTS =
      """
      SELECT current_setting('max_replication_slots')::int FROM pg_catalog.pg_replication_slots
      HAVING count(*) >= current_setting('max_replication_slots')::int
      """;

  /** A managed server lends the right to replicate by membership in a role of its own. */
  private static final String REPLICATES =
      """
      SELECT rolreplication OR rolsuper OR EXISTS (SELECT FROM pg_catalog.pg_roles AS m
        WHERE m.rolname = 'rds_replication' AND pg_has_role(r.oid, m.oid, 'MEMBER'))
      FROM pg_catalog.pg_roles AS r WHERE rolname = current_user
      """;

  private static final String LENDS =
      "SELECT count(*) FROM pg_catalog.pg_roles WHERE rolname = 'rds_replication'";

  /** Of the whole table: a snapshot locks it, for which rights on columns are not enough. */
  private static final String READS = "SELECT has_table_privilege(?::bigint::oid, 'SELECT')";

  private final Sessions sessions;
  private final ConnectionSettings connection;
  private final Options options;

  PostgresChangeSetup(Sessions sessions, ConnectionSettings connection, Options options) {
    this.sessions = sessions;
    this.connection = connection;
    this.options = options;
  }

  @Override
  public List<Step> missing(Request request) {
    ChangeSettings settings = ChangeSettings.of(options, request.scope());
    try (PgSession session = sessions.control()) {
      SlotKeeper.refuseOldStandby(session);
      String role = session.value("SELECT current_user");
      List<Step> steps = new ArrayList<>();
      server(session, settings, role, steps);
      List<CapturedTable> tables = new ArrayList<>();
      for (Followed followed : request.streams()) {
        CapturedTable table = CapturedTable.unkeyed(session, connection, followed.selection());
        rights(session, table, role, steps);
        steps.addAll(
            ReplicaIdentity.missing(
                session, table.stream(), table.relation(), key(table, followed)));
        tables.add(table);
      }
      steps.addAll(
          new Publications(session, settings, settings.mark(request.scope()))
              .missing(tables, settings.create(), role));
      slot(session, settings, steps);
      return steps;
    }
  }

  private static List<String> key(CapturedTable table, Followed followed) {
    List<String> key = followed.key().isEmpty() ? table.relation().primaryKey() : followed.key();
    if (key.isEmpty()) {
      throw PgCode.KEY_MISSING
          .error("the changes of a table without a key cannot be applied")
          .at(Place.stream(table.stream()))
          .build();
    }
    return key;
  }

  private static void server(
      PgSession session, ChangeSettings settings, String role, List<Step> steps) {
    String level = session.value("SELECT current_setting('wal_level')");
    if (!level.equals("logical")) {
      steps.add(
          new Step(
              "the server's wal_level is "
                  + level
                  + "; the server has to be started again after it",
              "ALTER SYSTEM SET wal_level = 'logical';"));
    }
    if (Slots.find(session, settings.slot()).isEmpty()) {
      session
          .first(SLOTS, row -> row.getInt(1))
          .ifPresent(most ->
              steps.add(
                  new Step(
                      "all "
                          + most
                          + " replication slots are taken; the server has to be started again after"
                          + " it",
                      "ALTER SYSTEM SET max_replication_slots = " + (most + 2) + ";")));
    }
    if (!session.value(REPLICATES).startsWith("t")) {
      steps.add(
          new Step(
              "the role " + role + " may not replicate",
              session.value(LENDS).equals("0")
                  ? "ALTER ROLE " + Sql.name(role) + " REPLICATION;"
                  : "GRANT rds_replication TO " + Sql.name(role) + ";"));
    }
  }

  /** The snapshot reads what the manifest asks for. */
  private static void rights(
      PgSession session, CapturedTable table, String role, List<Step> steps) {
    Relation relation = table.relation();
    String schema = relation.name().schema();
    if (session.value("SELECT has_schema_privilege(?, 'USAGE')", schema).startsWith("f")) {
      String statement =
          "GRANT USAGE ON SCHEMA " + Sql.name(schema) + " TO " + Sql.name(role) + ";";
      if (steps.stream().noneMatch(step -> step.statement().equals(statement))) {
        steps.add(new Step("the role " + role + " may not use the schema " + schema, statement));
      }
    }
    if (session.value(READS, relation.oid()).startsWith("f")) {
      steps.add(
          new Step(
              "the role " + role + " may not read " + relation.name(),
              "GRANT SELECT ON " + relation.name().sql() + " TO " + Sql.name(role) + ";"));
    }
  }

  /** After the publication: what is recorded before it is there cannot be read through the slot. */
  private static void slot(PgSession session, ChangeSettings settings, List<Step> steps) {
    if (!settings.create() && Slots.find(session, settings.slot()).isEmpty()) {
      steps.add(
          new Step(
              "there is no replication slot "
                  + settings.slot()
                  + ", and source.cdc.create is false",
              "SELECT pg_create_logical_replication_slot("
                  + Sql.text(settings.slot())
                  + ", '"
                  + Slot.PLUGIN
                  + "');"));
    }
  }
}
