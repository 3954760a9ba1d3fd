package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import dpone.certify.Certify;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector to a database, certified by a file of statements alone: no class, no fixture. */
@Tag("integration")
class StatementsDropInTest {
  @TempDir Path folder;

  @Test
  void tablesAreMadeAndReadByTheFilesOwnDriver() throws IOException {
    Database database = Postgres.server().database();
    Path plugin = copy(Dist.folder().resolve("connectors/postgres"), folder.resolve("stranger"));
    Path driver;
    try (Stream<Path> jars = Files.list(plugin.resolve("drivers"))) {
      driver =
          jars.filter(jar -> jar.getFileName().toString().startsWith("postgresql-"))
              .findFirst()
              .orElseThrow();
    }
    Files.writeString(
        plugin.resolve("certification.yaml"),
        """
        connector: postgres
        docs: %s
        system:
          name: PostgreSQL
          kind: real
          connection: { host: "%s", port: "%s", database: "%s", user: "%s", password: "%s" }
          jdbc:
            drivers: [ %s ]
            url: "jdbc:postgresql://%s:%s/%s"
            properties: { user: "%s", password: "%s" }
          table: "public.{name}"
          types:
            int64: bigint
            string: text
            decimal: "numeric({1},{2})"
            float64: double precision
            bool: boolean
            date: date
            timestamptz: "timestamp({1}) with time zone"
        """
            .formatted(
                Dist.root(),
                database.connection().get("host"),
                database.connection().get("port"),
                database.connection().get("database"),
                database.connection().get("user"),
                database.password(),
                driver,
                database.connection().get("host"),
                database.connection().get("port"),
                database.connection().get("database"),
                database.connection().get("user"),
                database.password()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int code =
        Certify.run(
            new String[] {
              "--dist",
              Dist.folder().toString(),
              "--plugin",
              plugin.toString(),
              "--connector",
              "postgres",
              "--requirement",
              "BETA-4",
              "--requirement",
              "BETA-5",
              "--no-ledger"
            },
            new PrintWriter(out, true),
            new PrintWriter(err, true));

    assertThat(code).as(out.toString() + err).isZero();
    assertThat(err.toString()).contains("postgres BETA-4 passed", "postgres BETA-5 passed");
    assertThat(database.column("select tablename from pg_tables where schemaname = 'public'"))
        .as("what it made is gone")
        .isEmpty();
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return to;
  }
}
