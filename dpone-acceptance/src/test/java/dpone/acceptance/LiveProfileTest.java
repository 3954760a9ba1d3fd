package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PROD-1 as its user runs it: the profile {@code integration_live} against a server that the
 * certification did not start and knows by the documented variables only.
 */
@Tag("integration")
class LiveProfileTest {
  private static final String POSTGRES = "postgres";
  private static final String REST = "rest";
  private static final String PREFIX = "DPONE_LIVE_POSTGRES_";
  private static final String VISITOR = "live_visitor";
  private static final String PASSWORD = "l1ve-c4n4ry";

  @TempDir private Path folder;

  @Test
  void aServerThatIsKnownByItsVariablesOnlyIsCertifiedAndLeftAsItWas() throws Exception {
    Postgres.Database database = Postgres.server().database();
    // No more than the page asks for: a role that may make schemas and read changes.
    database.execute(
        "CREATE ROLE " + VISITOR + " LOGIN REPLICATION PASSWORD '" + PASSWORD + "'",
        "GRANT CREATE ON DATABASE " + database.connection().get("database") + " TO " + VISITOR);
    String left =
        "SELECT coalesce(string_agg(nspname, ' ' ORDER BY 1), '') FROM pg_namespace WHERE nspname NOT LIKE 'pg%'";
    String before = database.value(left);

    String out =
        certify(
            POSTGRES,
            Map.of(
                PREFIX + "HOST", database.connection().get("host").toString(),
                PREFIX + "PORT", database.connection().get("port").toString(),
                PREFIX + "DATABASE", database.connection().get("database").toString(),
                PREFIX + "USER", VISITOR,
                PREFIX + "PASSWORD", PASSWORD));

    JsonNode record = record();
    assertThat(record.path("result").textValue()).as(record.toString()).isEqualTo("passed");
    assertThat(record.path("services").toString()).contains("PostgreSQL", "\"real\"");
    assertThat(database.value(left)).isEqualTo(before);
    assertThat(
            database.value("SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'c%'"))
        .isEqualTo("0");
    assertThat(out + Files.readString(folder.resolve("out/evidence.json")))
        .doesNotContain(PASSWORD);
  }

  @Test
  void withoutVariablesItIsASkipThatNamesThem() throws Exception {
    certify(POSTGRES, Map.of());

    JsonNode record = record();
    assertThat(record.path("result").textValue()).isEqualTo("skipped");
    assertThat(record.path("reason").textValue())
        .contains(PREFIX + "HOST", PREFIX + "DATABASE", PREFIX + "USER");
  }

  /** What nobody can fill: the whole, twice, and increments, held to what the target then has. */
  @Test
  void anApiThatCannotBeFilledIsReadAsItIs() throws Exception {
    HttpServer api = api();
    try {
      String out = certify(REST, reached(api, PASSWORD));

      JsonNode record = record();
      assertThat(record.path("result").textValue()).as(record.toString()).isEqualTo("passed");
      assertThat(record.toString()).contains("3 rows of 1 streams", "1 increments");
      // On this machine it can only be a stand-in, which carries nobody above beta.
      assertThat(record.path("services").toString()).contains("REST API (double)", "\"double\"");
      assertThat(out + Files.readString(folder.resolve("out/evidence.json")))
          .doesNotContain(PASSWORD);
    } finally {
      api.stop(0);
    }
  }

  @Test
  void anApiThatLetsNobodyInIsAFailureWithoutTheSecret() throws Exception {
    HttpServer api = api();
    try {
      String out = certify(REST, reached(api, "another-c4n4ry"));

      JsonNode record = record();
      assertThat(record.path("result").textValue()).isEqualTo("failed");
      assertThat(record.toString()).contains("HTTP_UNAUTHORIZED");
      assertThat(out + record).doesNotContain("another-c4n4ry");
    } finally {
      api.stop(0);
    }
  }

  @Test
  void whatAnApiIsReadForHasToBeSaid() throws Exception {
    certify(REST, Map.of("DPONE_LIVE_REST_URL", "http://127.0.0.1:9/"));
    assertThat(record().path("result").textValue()).isEqualTo("skipped");
    assertThat(record().path("reason").textValue()).contains("DPONE_LIVE_REST_STREAMS");
    certify("omnidesk", Map.of("DPONE_LIVE_OMNIDESK_DOMAIN", "shop"));
    assertThat(record().path("result").textValue()).isEqualTo("skipped");
    assertThat(record().path("reason").textValue())
        .contains("DPONE_LIVE_OMNIDESK_EMAIL", "DPONE_LIVE_OMNIDESK_API_KEY")
        .doesNotContain("DPONE_LIVE_OMNIDESK_DOMAIN");
  }

  private static Map<String, String> reached(HttpServer api, String token) {
    return Map.of(
        "DPONE_LIVE_REST_URL",
        "http://127.0.0.1:" + api.getAddress().getPort() + "/",
        "DPONE_LIVE_REST_AUTH_TYPE",
        "bearer",
        "DPONE_LIVE_REST_AUTH_TOKEN",
        token,
        "DPONE_LIVE_REST_STREAMS",
        """
        [{name: orders, path: orders, records_path: /data, cursor: updated_at,
          params: {since: "{since:unix}"},
          schema: [{name: id, type: int64, nullable: false},
                   {name: updated_at, type: "timestamptz(6)", nullable: false}]}]
        """);
  }

  private static HttpServer api() throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    byte[] orders =
        """
        {"data": [{"id": 1, "updated_at": "2026-01-01T10:00:00Z"},
                  {"id": 2, "updated_at": "2026-01-02T10:00:00Z"},
                  {"id": 3, "updated_at": "2026-01-02T10:00:00Z"}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    api.createContext(
        "/orders",
        exchange -> {
          String given = exchange.getRequestHeaders().getFirst("Authorization");
          boolean known = ("Bearer " + PASSWORD).equals(given);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(known ? 200 : 401, known ? orders.length : -1);
          if (known) {
            exchange.getResponseBody().write(orders);
          }
          exchange.close();
        });
    api.start();
    return api;
  }

  private JsonNode record() throws IOException {
    return LiveRun.record(folder);
  }

  private String certify(String connector, Map<String, String> variables)
      throws IOException, InterruptedException {
    return LiveRun.certify(connector, variables, folder);
  }
}
