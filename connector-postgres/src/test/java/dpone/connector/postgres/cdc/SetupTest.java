package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.error.DponeException;
import dpone.spi.source.StreamSelection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is printed for an administrator is run as it stands, and then nothing is missing. */
@Tag("integration")
class SetupTest {
  private static final String ODD = "\"odd \"\"s\".\"it's\"";
  private static OwnServer server;
  private static Database admin;
  private static Database app;

  @BeforeAll
  static void server() {
    server = OwnServer.create().set("wal_level", "replica").start();
    admin = server.database("shop");
    Map<String, String> login = new HashMap<>(admin.connection());
    login.put("user", "o\"app");
    login.put("password", "pw");
    app = new Database(login);
    admin.run("CREATE ROLE \"o\"\"app\" LOGIN PASSWORD 'pw'");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<ChangeSetup.Step> missing(Capture capture) {
    return capture
        .source()
        .capability(ChangeSetup.class)
        .orElseThrow()
        .missing(
            new ChangeSetup.Request(
                capture.scope,
                capture.keys.entrySet().stream()
                    .map(e ->
                        new ChangeSetup.Followed(StreamSelection.all(e.getKey()), e.getValue()))
                    .toList(),
                null));
  }

  private static List<String> statements(Capture capture) {
    return missing(capture).stream().map(ChangeSetup.Step::statement).toList();
  }

  @Test
  void whatIsPrintedIsAllThatIsMissing() {
    admin.run(
        "CREATE SCHEMA \"odd \"\"s\"",
        "CREATE TABLE " + ODD + " (id int PRIMARY KEY, v text)",
        "CREATE TABLE plain (code text NOT NULL, at int NOT NULL, v int)",
        "CREATE UNIQUE INDEX wide ON plain (at, code)",
        "CREATE UNIQUE INDEX \"c\"\"x\" ON plain (code)",
        "CREATE TABLE bare (id int NOT NULL, v int)",
        "CREATE TABLE dumb (id int PRIMARY KEY, v int)",
        "ALTER TABLE dumb REPLICA IDENTITY NOTHING",
        "INSERT INTO " + ODD + " VALUES (1, 'one')",
        "GRANT SELECT (id, v) ON bare TO \"o\"\"app\"");
    Capture capture =
        new Capture(app)
            .table(ODD, "id")
            .table("public.plain", "code")
            .table("public.bare", "id")
            .table("public.dumb");
    capture.cdc.put("create", false);
    capture.cdc.put("slot", "given");
    capture.cdc.put("publication", "pub \"x");
    List<ChangeSetup.Step> steps = missing(capture);
    assertThat(steps.stream().map(ChangeSetup.Step::statement))
        .containsExactly(
            "ALTER SYSTEM SET wal_level = 'logical';",
            "ALTER ROLE \"o\"\"app\" REPLICATION;",
            "GRANT USAGE ON SCHEMA \"odd \"\"s\" TO \"o\"\"app\";",
            "GRANT SELECT ON \"odd \"\"s\".\"it's\" TO \"o\"\"app\";",
            "GRANT SELECT ON \"public\".\"plain\" TO \"o\"\"app\";",
            "ALTER TABLE public.plain REPLICA IDENTITY USING INDEX \"c\"\"x\";",
            "GRANT SELECT ON \"public\".\"bare\" TO \"o\"\"app\";",
            "ALTER TABLE public.bare REPLICA IDENTITY FULL;",
            "GRANT SELECT ON \"public\".\"dumb\" TO \"o\"\"app\";",
            "ALTER TABLE public.dumb REPLICA IDENTITY DEFAULT;",
            "CREATE PUBLICATION \"pub \"\"x\" FOR TABLE \"odd \"\"s\".\"it's\","
                + " \"public\".\"plain\", \"public\".\"bare\", \"public\".\"dumb\" WITH (publish ="
                + " 'insert, update, delete, truncate', publish_via_partition_root = true);",
            "SELECT pg_create_logical_replication_slot('given', 'pgoutput');");
    assertThat(steps).noneMatch(step -> step.why().isBlank());
    // As a person does it: up to the first that asks for it, a start of the server, the others.
    assertThat(steps.getFirst().why()).contains("has to be started again");
    admin.run(steps.getFirst().statement());
    capture.close();
    server.stop();
    server.set("wal_level", "logical").start();
    steps.stream().skip(1).forEach(step -> admin.run(step.statement()));
    Capture again =
        new Capture(app)
            .table(ODD, "id")
            .table("public.plain", "code")
            .table("public.bare", "id")
            .table("public.dumb", "id");
    again.cdc.putAll(capture.cdc);
    assertThat(missing(again)).isEmpty();
    again.snapshot();
    admin.run("INSERT INTO " + ODD + " VALUES (2, 'two')", "DELETE FROM " + ODD + " WHERE id = 1");
    again.catchUp();
    assertThat(again.copied(ODD)).hasSize(1).isEqualTo(again.actual(ODD));
    again.close();
    aPublicationOfOthersIsMendedAndASlotNeedsRoom();
  }

  private void aPublicationOfOthersIsMendedAndASlotNeedsRoom() {
    admin.run(
        "CREATE TABLE part (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (9)",
        "CREATE TABLE less (id int PRIMARY KEY, v int)",
        "CREATE TABLE few (id int PRIMARY KEY, v int)",
        "CREATE TABLE more (id int PRIMARY KEY, v int)",
        "CREATE PUBLICATION theirs FOR TABLE part, less (id), few WHERE (id > 3) WITH (publish ="
            + " 'insert')");
    for (int i = 1; i < 10; i++) {
      admin.run("SELECT pg_create_physical_replication_slot('full" + i + "')");
    }
    // The run may make a publication, and must not touch one that others made.
    Capture capture =
        new Capture(admin)
            .table("public.part", "id")
            .table("public.less", "id")
            .table("public.few", "id")
            .table("public.more", "id");
    assertThat(statements(capture)).containsExactly("ALTER SYSTEM SET max_replication_slots = 12;");
    capture.cdc.put("publication", "theirs");
    capture.restart();
    List<String> steps = statements(capture);
    assertThat(steps)
        .containsExactly(
            "ALTER SYSTEM SET max_replication_slots = 12;",
            "ALTER PUBLICATION \"theirs\" SET (publish = 'insert, update, delete, truncate');",
            "ALTER PUBLICATION \"theirs\" SET (publish_via_partition_root = true);",
            "ALTER PUBLICATION \"theirs\" DROP TABLE \"public\".\"less\";",
            "ALTER PUBLICATION \"theirs\" ADD TABLE \"public\".\"less\";",
            "ALTER PUBLICATION \"theirs\" DROP TABLE \"public\".\"few\";",
            "ALTER PUBLICATION \"theirs\" ADD TABLE \"public\".\"few\";",
            "ALTER PUBLICATION \"theirs\" ADD TABLE \"public\".\"more\";");
    steps.forEach(admin::run);
    admin.run("SELECT pg_drop_replication_slot('full1')");
    assertThat(missing(capture)).isEmpty();
    capture.snapshot();
    CdcTests.end(capture);
  }

  /** No statement lets these be followed, and none is made up. */
  @Test
  void whatCannotBeFollowedIsAnError() {
    admin.run("CREATE TABLE keyless (v int)", "CREATE VIEW seen AS SELECT 1 AS id");
    Capture capture = new Capture(admin).table("public.keyless");
    assertThatThrownBy(() -> missing(capture))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_KEY_MISSING"));
    capture.keys.clear();
    capture.table("public.seen", "id");
    assertThatThrownBy(() -> missing(capture))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_CDC_UNSUPPORTED"));
    capture.close();
  }
}
