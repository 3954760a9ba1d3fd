package dpone.acceptance;

import dpone.runtime.service.DevServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The real PostgreSQL of this test run, one server for all tests, a database for each. */
final class Postgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static Postgres instance;

  private final DevServices services = new DevServices(Optional.of(Dist.folder()));
  private final Path data;

  private Postgres() throws IOException {
    data = Files.createTempDirectory("dpone-acceptance-");
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
  }

  static synchronized Postgres server() {
    try {
      if (instance == null) {
        instance = new Postgres();
      }
      return instance;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The password of the server's one user. */
  String password() {
    return new Database(services.open("postgres", Map.of("database", "postgres"), data)).password();
  }

  /** A database that nothing else uses. */
  Database database() {
    String name = "db" + DATABASES.incrementAndGet();
    return new Database(services.open("postgres", Map.of("database", name), data));
  }

  /**
   * One on a server of another release, where the machine has it.
   *
   * @throws dpone.spi.error.DponeException if it has not
   */
  Database database(String major) {
    String name = "db" + DATABASES.incrementAndGet();
    return new Database(
        services.open("postgres", Map.of("database", name, "version", major), data));
  }

  /** Ends all connections, as an administrator's restart does. */
  void restart() {
    services.control("postgres", "restart", data);
  }

  private void stop() {
    services.close();
    Folders.delete(data);
  }

  /**
   * One database, looked at through JDBC: by text that the server renders.
   *
   * @param connection options of a connection
   */
  record Database(Map<String, Object> connection) {
    String yaml() {
      return yaml("PG_PASSWORD");
    }

    /** The same with the password in another variable, as of another server. */
    String yaml(String variable) {
      return "{ host: %s, port: %s, database: %s, user: %s, password: \"${%s}\" }"
          .formatted(
              connection.get("host"),
              connection.get("port"),
              connection.get("database"),
              connection.get("user"),
              variable);
    }

    String password() {
      return connection.get("password").toString();
    }

    Connection open() throws SQLException {
      return DriverManager.getConnection(
          "jdbc:postgresql://%s:%s/%s"
              .formatted(
                  connection.get("host"), connection.get("port"), connection.get("database")),
          connection.get("user").toString(),
          password());
    }

    void execute(String... statements) {
      try (Connection open = open();
          Statement statement = open.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The one value of a query, as the server renders it. */
    String value(String sql) {
      return column(sql).getFirst();
    }

    /** The first column of a query. */
    List<String> column(String sql) {
      try (Connection open = open();
          Statement statement = open.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Count and order-free checksum of a table, by means that share nothing with dpone. */
    String checksum(String table) {
      return value(
          "select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)"
              + " from "
              + table
              + " t");
    }
  }
}
