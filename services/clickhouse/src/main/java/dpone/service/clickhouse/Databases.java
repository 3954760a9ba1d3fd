package dpone.service.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes databases and fills them. */
final class Databases {
  private static final String PART = "dpone_filling ";

  private final Queries queries;

  Databases(Queries queries) {
    this.queries = queries;
  }

  /**
   * Makes sure that a database is there.
   *
   * @param init folder with {@code *.sql} and {@code *.csv} to fill a new one from
   * @return whether it was made
   */
  boolean ensure(String name, Optional<Path> init) throws ServiceException, IOException {
    String there = "SELECT count() FROM system.databases WHERE name = " + text(name);
    if (!queries.run(there).strip().equals("0")) {
      return false;
    }
    if (init.isEmpty()) {
      queries.run("CREATE DATABASE IF NOT EXISTS " + quoted(name) + " ENGINE = Atomic");
      return true;
    }
    // It appears under its name only when it is whole.
    String part = PART + name;
    queries.run("DROP DATABASE IF EXISTS " + quoted(part) + " SYNC");
    queries.run("CREATE DATABASE " + quoted(part) + " ENGINE = Atomic");
    try {
      fill(part, init.get());
      queries.run("RENAME DATABASE " + quoted(part) + " TO " + quoted(name));
    } catch (ServiceException | IOException failure) {
      queries.run("DROP DATABASE IF EXISTS " + quoted(part) + " SYNC");
      throw failure;
    }
    return true;
  }

  private void fill(String database, Path folder) throws ServiceException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new ServiceException("there is no folder " + folder, "correct \"init\"");
    }
    for (Path script : files(folder, ".sql")) {
      for (String statement : Statements.split(Files.readString(script))) {
        run(database, statement, InputStream.nullInputStream(), script);
      }
    }
    for (Path rows : files(folder, ".csv")) {
      String table = rows.getFileName().toString().replaceFirst("\\.csv$", "");
      try (InputStream in = Files.newInputStream(rows)) {
        run(database, "INSERT INTO " + quoted(table) + " FORMAT CSVWithNames", in, rows);
      }
    }
  }

  private void run(String database, String sql, InputStream rows, Path file)
      throws ServiceException, IOException {
    try {
      queries.run(database, sql, rows);
    } catch (ServiceException failure) {
      throw new ServiceException(
          file.getFileName() + ": " + failure.message(), "correct " + file, failure);
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static String quoted(String name) {
    return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  private static String text(String value) {
    return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }
}
