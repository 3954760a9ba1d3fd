package dpone.service.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.core.Utils;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Makes the databases of a server. */
final class Databases {
  /** A database is made under this name and renamed when it is whole. */
  private static final String UNFINISHED = "dpone_unfinished";

  private static final int FIRST_WITH_HEADER_MATCH = 15;

  private final int port;
  private final String password;

  Databases(int port, String password) {
    this.port = port;
    this.password = password;
  }

  String serverVersion() throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW server_version")) {
      row.next();
      return row.getString(1).replaceFirst("\\s.*", "");
    }
  }

  /**
   * Makes the database, unless it is there, and fills it from the folder.
   *
   * @return whether the database was made
   */
  boolean ensure(String database, Optional<Path> init)
      throws ServiceException, IOException, SQLException {
    try (Connection server = connect("postgres");
        Statement statement = server.createStatement()) {
      if (exists(server, database)) {
        return false;
      }
      if (init.isPresent() && !Files.isDirectory(init.get())) {
        throw new ServiceException("no such init folder: " + init.get(), "check the folder's path");
      }
      statement.execute("DROP DATABASE IF EXISTS " + UNFINISHED + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + UNFINISHED);
      try {
        if (init.isPresent()) {
          fill(database, init.get());
        }
        statement.execute("ALTER DATABASE " + UNFINISHED + " RENAME TO " + quoted(database));
      } catch (ServiceException | IOException | SQLException problem) {
        statement.execute("DROP DATABASE IF EXISTS " + UNFINISHED + " WITH (FORCE)");
        throw problem;
      }
      return true;
    }
  }

  private void fill(String database, Path init) throws ServiceException, IOException, SQLException {
    try (Connection connection = connect(UNFINISHED)) {
      connection.setAutoCommit(false);
      for (Path script : files(init, ".sql")) {
        step(database, script, () -> run(connection, Files.readString(script)));
      }
      for (Path table : files(init, ".csv")) {
        step(database, table, () -> copy(connection, table));
      }
      // Readers that split a table by its pages ask the statistics how many there are.
      run(connection, "ANALYZE");
      connection.commit();
    }
  }

  private interface Step {
    void take() throws IOException, SQLException;
  }

  private static void step(String database, Path file, Step step) throws ServiceException {
    try {
      step.take();
    } catch (IOException | SQLException problem) {
      throw new ServiceException(
          "cannot initialise database "
              + database
              + ": "
              + file.getFileName()
              + ": "
              + said(problem),
          "correct " + file + "; the database was not made",
          problem);
    }
  }

  private static void run(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(script);
    }
  }

  private static void copy(Connection connection, Path file) throws IOException, SQLException {
    String base = file.getFileName().toString().replaceFirst("\\.csv$", "");
    boolean match = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_HEADER_MATCH;
    String sql =
        "COPY "
            + table(base)
            + " FROM STDIN (FORMAT csv, ENCODING 'UTF8', HEADER "
            + (match ? "match)" : "true)");
    try (InputStream in = Files.newInputStream(file)) {
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, in);
    }
  }

  private static String table(String base) throws SQLException {
    int dot = base.indexOf('.');
    return dot < 0
        ? quoted(base)
        : quoted(base.substring(0, dot)) + "." + quoted(base.substring(dot + 1));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static boolean exists(Connection server, String database) throws SQLException {
    try (PreparedStatement query =
        server.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, database);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static String quoted(String identifier) throws SQLException {
    return Utils.escapeIdentifier(null, identifier).toString();
  }

  private static String said(Exception problem) {
    if (problem instanceof PSQLException fromServer) {
      ServerErrorMessage message = fromServer.getServerErrorMessage();
      if (message != null) {
        return message.getMessage()
            + (message.getWhere() == null ? "" : " (" + message.getWhere() + ")");
      }
    }
    return ServiceException.reason(problem);
  }

  private Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", Cluster.USER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("ApplicationName", "dpone service");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + Server.HOST + ":" + port + "/" + database, properties);
  }
}
