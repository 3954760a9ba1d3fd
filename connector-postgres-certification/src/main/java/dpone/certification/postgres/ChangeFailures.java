package dpone.certification.postgres;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/**
 * Failures of change capture. Each pipeline has the same slot, which is gone afterwards.
 *
 * @param connection to the system
 * @param another opens sessions to its databases
 */
record ChangeFailures(Connection connection, PostgresFailures.Connector another) {
  private static final String SLOT = "certify_slot";
  private static final String FILL = "certify_fill_";
  private static final String ROLE = "certify_reader";
  private static final String PASSWORD = "certify-read-1";

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    streams(ways);
    slots(ways);
  }

  private void streams(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "PG_CDC_UNSUPPORTED",
        p -> {
          String view = PostgresSystem.SOURCE + ".certify_view";
          run("CREATE VIEW " + view + " AS SELECT * FROM " + p.stream());
          AutoCloseable undo = changes(p);
          Manifests.stream(p, Map.of("name", view));
          return () -> {
            undo.close();
            run("DROP VIEW " + view);
          };
        });
    ways.put(
        "PG_REPLICA_IDENTITY",
        p -> {
          run("ALTER TABLE " + p.stream() + " REPLICA IDENTITY NOTHING");
          return changes(p);
        });
    ways.put(
        "PG_PUBLICATION",
        p -> {
          AutoCloseable undo = changes(p);
          Map<String, Object> cdc = Manifests.group(p.manifest(), "source", "cdc");
          cdc.put("publication", "certify_gone");
          cdc.put("create", false);
          run("SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
          return undo;
        });
    ways.put(
        "PG_NO_REPLICATION",
        p -> {
          run("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + PASSWORD + "'");
          run("GRANT USAGE ON SCHEMA " + PostgresSystem.SOURCE + " TO " + ROLE);
          run("GRANT SELECT ON " + p.stream() + " TO " + ROLE);
          run("ALTER TABLE " + p.stream() + " OWNER TO " + ROLE);
          run(
              "DO $$ BEGIN EXECUTE 'GRANT CREATE ON DATABASE ' || quote_ident(current_database()) ||"
                  + " ' TO "
                  + ROLE
                  + "'; END $$");
          AutoCloseable undo = changes(p);
          Map<String, Object> login = Manifests.group(p.manifest(), "source", "connection");
          login.put("user", ROLE);
          login.put("password", PASSWORD);
          return () -> {
            undo.close();
            run("DROP OWNED BY " + ROLE + " CASCADE");
            run("DROP ROLE " + ROLE);
          };
        });
  }

  private void slots(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "PG_SLOT_FOREIGN",
        p -> {
          AutoCloseable undo = changes(p);
          run("SELECT pg_create_logical_replication_slot('" + SLOT + "', 'test_decoding')");
          return undo;
        });
    ways.put(
        "PG_SLOT_LOST",
        p -> {
          AutoCloseable undo = changes(p);
          p.run();
          dropSlots(SLOT);
          return undo;
        });
    ways.put(
        "PG_SLOT_ACTIVE",
        p -> {
          AutoCloseable undo = changes(p);
          p.run();
          Connection reader = another.open(PostgresFailures.Connector.SAME, true);
          PGReplicationStream stream =
              reader
                  .unwrap(PGConnection.class)
                  .getReplicationAPI()
                  .replicationStream()
                  .logical()
                  .withSlotName(SLOT)
                  .withSlotOption("proto_version", 1)
                  .withSlotOption("publication_names", SLOT)
                  .start();
          return () -> {
            stream.close();
            reader.close();
            undo.close();
          };
        });
    ways.put(
        "PG_SLOTS_FULL",
        p -> {
          AutoCloseable undo = changes(p);
          run(
              "SELECT pg_create_physical_replication_slot('"
                  + FILL
                  + "' || n) FROM generate_series(1, current_setting('max_replication_slots')::int"
                  + " - (SELECT count(*)::int FROM pg_replication_slots)) n");
          return () -> {
            dropSlots(FILL + "%");
            undo.close();
          };
        });
  }

  private AutoCloseable changes(Pipeline pipeline) throws SQLException {
    dropSlots(SLOT);
    Manifests.group(pipeline.manifest(), "source", "cdc").put("slot", SLOT);
    Manifests.strategy(pipeline, Map.of("mode", "cdc_apply", "unique_key", List.of("id")));
    return () -> {
      dropSlots(SLOT);
      run("DROP PUBLICATION IF EXISTS " + SLOT);
    };
  }

  /** Drops slots; one whose reader is just ending is waited for. */
  private void dropSlots(String like) throws SQLException {
    run(
        ("DO $$ BEGIN FOR i IN 1..100 LOOP EXIT WHEN NOT EXISTS (SELECT FROM pg_replication_slots"
                + " WHERE active AND slot_name LIKE '%1$s'); PERFORM pg_sleep(0.05); END LOOP; PERFORM"
                + " pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name LIKE"
                + " '%1$s'; END $$")
            .formatted(like));
  }

  private void run(String sql) throws SQLException {
    Statements.run(connection, sql);
  }
}
