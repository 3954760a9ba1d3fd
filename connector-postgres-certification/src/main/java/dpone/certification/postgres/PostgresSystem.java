package dpone.certification.postgres;

import dpone.certify.kit.Credentials;
import dpone.certify.kit.Failures;
import dpone.certify.kit.Network;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.TypeTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A server, with a schema for what is read and one for what is written. */
final class PostgresSystem implements TestSystem {
  static final String SOURCE = "certify_source";
  static final String TARGET = "certify_target";

  /** Schemas that the connector itself makes, by default; somebody else's are left alone. */
  private static final List<String> OWN = List.of("dpone_stage", "dpone_meta");

  private final Services.Running running;
  private final Connection connection;
  private final List<String> made;

  private PostgresSystem(Services.Running running, Connection connection) throws SQLException {
    this.running = running;
    this.connection = connection;
    List<String> absent = new ArrayList<>();
    for (String schema : OWN) {
      if (!exists(schema)) {
        absent.add(schema);
      }
    }
    this.made = List.copyOf(absent);
  }

  private boolean exists(String schema) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT to_regnamespace('" + schema + "')")) {
      return rows.next() && rows.getString(1) != null;
    }
  }

  static PostgresSystem attachLive(Map<String, Object> connection) throws SQLException {
    Services.Running server =
        new Services.Running(
            connection, new ServiceInfo("PostgreSQL", ServiceInfo.Kind.REAL, "live"));
    String version;
    try (Connection session = open(server)) {
      version = session.getMetaData().getDatabaseProductVersion().replaceFirst("\\s.*", "");
    }
    return attach(
        new Services.Running(
            connection, new ServiceInfo("PostgreSQL", ServiceInfo.Kind.REAL, version)));
  }

  static PostgresSystem attach(Services.Running running) throws SQLException {
    Connection connection = open(running);
    PostgresSystem system = new PostgresSystem(running, connection);
    system.dropSchemas();
    Statements.run(connection, "CREATE SCHEMA " + SOURCE);
    Statements.run(connection, "CREATE SCHEMA " + TARGET);
    Statements.run(connection, "SET TimeZone = 'UTC'");
    Statements.run(connection, "SET DateStyle = 'ISO, YMD'");
    return system;
  }

  private static Connection open(Services.Running running) throws SQLException {
    return open(running, false);
  }

  private static Connection open(Services.Running running, boolean replicating)
      throws SQLException {
    PGSimpleDataSource server = new PGSimpleDataSource();
    server.setServerNames(new String[] {text(running, "host")});
    server.setPortNumbers(
        new int[] {Integer.parseInt(running.connection().getOrDefault("port", 5432).toString())});
    server.setDatabaseName(text(running, "database"));
    server.setUser(text(running, "user"));
    server.setPassword(running.connection().getOrDefault("password", "").toString());
    Object tls = running.connection().get("sslmode");
    if (tls != null) {
      server.setSslMode(tls.toString());
    }
    server.setApplicationName("dpone certification");
    // Every value comes as the server's own text: no binary codec takes part.
    server.setPreferQueryMode(org.postgresql.jdbc.PreferQueryMode.SIMPLE);
    if (replicating) {
      server.setReplication("database");
      server.setAssumeMinServerVersion("10");
    }
    return server.getConnection();
  }

  @Override
  public ServiceInfo service() {
    return running.info();
  }

  @Override
  public Map<String, Object> connection() {
    return running.connection();
  }

  @Override
  public Optional<SourceTables> source() {
    return Optional.of(new PostgresSourceTables(connection));
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.of(new PostgresSinkTables(connection));
  }

  @Override
  public Optional<TypeTables> types() {
    return Optional.of(new PostgresTypes(connection));
  }

  @Override
  public Optional<Credentials> credentials() {
    return Optional.of(new PostgresCredentials(connection, running.connection()));
  }

  @Override
  public Optional<Failures> failures() {
    return Optional.of(
        new PostgresFailures(
            connection, (database, replicating) -> open(at(database), replicating)));
  }

  @Override
  public Optional<Network> network() {
    return Optional.of(new PostgresNetwork(running.connection()));
  }

  private Services.Running at(String database) {
    Map<String, Object> other = new LinkedHashMap<>(running.connection());
    if (!database.isEmpty()) {
      other.put("database", database);
    }
    return new Services.Running(other, running.info());
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      dropSchemas();
      for (String schema : made) {
        Statements.run(connection, "DROP SCHEMA IF EXISTS " + schema + " CASCADE");
      }
    }
  }

  private void dropSchemas() throws SQLException {
    // What a trial that was cut off left: a slot that nobody reads keeps the log of the whole
    // server.
    Statements.run(
        connection,
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
            + " WHERE database = current_database() AND NOT active"
            + " AND starts_with(slot_name, 'dpone_certify_')");
    Statements.run(connection, "DROP SCHEMA IF EXISTS " + SOURCE + ", " + TARGET + " CASCADE");
  }

  private static String text(Services.Running running, String option) {
    return String.valueOf(running.connection().get(option));
  }
}
