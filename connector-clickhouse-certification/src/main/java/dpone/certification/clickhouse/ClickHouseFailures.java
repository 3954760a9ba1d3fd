package dpone.certification.clickhouse;

import dpone.certify.kit.ProvokedFailures;
import dpone.certify.kit.Services;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings about the failures of the page. */
final class ClickHouseFailures extends ProvokedFailures {
  private static final String SLOW =
      "SELECT toInt64(number) AS id, sleepEachRow(0.2) AS s FROM numbers(60) SETTINGS max_block_size"
          + " = 1";

  private final Client client;
  private final Optional<Services> services;

  ClickHouseFailures(Client client, Optional<Services> services) {
    super(OtherFailures.REASONS);
    this.client = client;
    this.services = services;
    atTheDoor();
    inTheManifest();
    inTheRows();
    limits();
    underWay();
    new SinkFailures(client).addTo(ways);
  }

  private void atTheDoor() {
    ways.put(
        "CH_CONNECTION_REFUSED", p -> Manifests.set(p, "url", "http://127.0.0.1:" + closedPort()));
    ways.put("CH_CONNECTION_LOST", p -> answered(p, ""));
    ways.put(
        "CH_NOT_CLICKHOUSE",
        p ->
            answered(
                p, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    ways.put(
        "CH_GATEWAY",
        p ->
            answered(
                p, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    ways.put(
        "CH_TLS",
        p -> Manifests.set(p, "url", client.address().toString().replace("http:", "https:")));
    ways.put("CH_LOGIN_REFUSED", p -> Manifests.set(p, "password", "not-the-password"));
    ways.put("CH_SETTING_REFUSED", p -> Manifests.set(p, "settings", Map.of("nonsense", "1")));
    ways.put("CH_INVALID_OPTION", p -> Manifests.set(p, "url", "ftp://ch.example"));
    ways.put("CH_DATABASE_NOT_FOUND", p -> Manifests.set(p, "database", "no_such_database"));
    ways.put("CH_READ_ONLY", p -> Manifests.set(p, "user", "reader"));
    services.ifPresent(all ->
        ways.put(
            "CH_PERMISSION_DENIED",
            p -> {
              all.control(
                  ClickHouseFixture.SERVICE,
                  "user",
                  Services.ANY,
                  Map.of(
                      "user", "certify_weak", "password", "weak", "grant", "GRANT SELECT ON *.*"));
              Manifests.both(p, "user", "certify_weak");
              return Manifests.set(p, "password", "weak");
            }));
  }

  private static AutoCloseable answered(Pipeline pipeline, String answer) throws IOException {
    Answering other = new Answering(answer);
    Manifests.both(pipeline, "url", other.url());
    return other;
  }

  private void inTheManifest() {
    ways.put(
        "CH_TABLE_NOT_FOUND",
        p -> Manifests.stream(p, Map.of("name", ClickHouseSystem.SOURCE + ".gone")));
    ways.put("CH_INVALID_NAME", p -> Manifests.stream(p, Map.of("name", "a.b.c.d")));
    ways.put(
        "CH_COLUMN_NOT_FOUND",
        p -> Manifests.stream(p, Map.of("name", p.stream(), "columns", List.of("gone"))));
    ways.put("CH_SYNTAX", p -> Manifests.query(p, "SELECT FROM WHERE"));
    ways.put(
        "CH_TYPE_REFUSED",
        p -> Manifests.query(p, "SELECT toInt64(1) AS id, uniqState(toUInt64(1)) AS s"));
    ways.put("CH_TYPE_MISMATCH", p -> Manifests.query(p, "SELECT toInt64(1) AS id, 'x' + 1 AS v"));
    ways.put(
        "CH_UNSUPPORTED_BY_SERVER",
        p ->
            Manifests.query(
                p,
                "SELECT toInt64(1) AS id, sum(1) OVER (ORDER BY 1 GROUPS BETWEEN 1 PRECEDING AND"
                    + " CURRENT ROW) AS s"));
    ways.put(
        "CH_SERVER_NETWORK",
        p ->
            Manifests.query(
                p, "SELECT toInt64(1) AS id FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')"));
    ways.put("CH_CURSOR_UNFIT", p -> cursor(p, "SELECT toInt64(1) AS id, [1] AS version"));
  }

  private static @Nullable AutoCloseable cursor(Pipeline pipeline, String query) {
    Manifests.query(pipeline, query);
    Manifests.firstStream(pipeline).put("cursor", "version");
    return Manifests.strategy(pipeline, Map.of("mode", "incremental_append"));
  }

  private void inTheRows() {
    ways.put(
        "CH_VALUE_REFUSED",
        p ->
            Manifests.query(
                p, "SELECT toInt64(if(number = 2, 'x', toString(number))) AS id FROM numbers(5)"));
    ways.put(
        "CH_VALUE_OUT_OF_RANGE",
        p -> Manifests.query(p, "SELECT toInt64(1) AS id, CAST('-12:00:00' AS Time) AS t"));
    ways.put("CH_NOT_UTF8", p -> Manifests.query(p, "SELECT toInt64(1) AS id, unhex('C328') AS s"));
    ways.put(
        "CH_CELL_TOO_LARGE",
        p -> {
          Manifests.group(p.manifest(), "runtime").put("memory", "4MB");
          return Manifests.query(
              p, "SELECT toInt64(1) AS id, repeat(repeat('x', 1000), 8000) AS s");
        });
    ways.put(
        "CH_CURSOR_NULLS",
        p -> cursor(p, "SELECT toInt64(1) AS id, CAST(NULL AS Nullable(Int64)) AS version"));
    ways.put(
        "CH_CURSOR_TIES",
        p -> cursor(p, "SELECT toInt64(number) AS id, toInt64(7) AS version FROM numbers(20001)"));
    ways.put(
        "CH_POSITION_FOREIGN",
        p -> {
          Manifests.merge(p);
          p.run();
          Manifests.firstStream(p).put("cursor", "id");
          return null;
        });
  }

  private void limits() {
    ways.put(
        "CH_ANSWER_TIMEOUT",
        p -> {
          Manifests.query(p, "SELECT toInt64(1) AS id, sleep(3) AS s");
          return Manifests.set(p, "answer_timeout", "500ms");
        });
    ways.put("CH_MEMORY_LIMIT", p -> setting(p, "max_memory_usage", "100"));
    ways.put("CH_TOO_MANY_QUERIES", p -> setting(p, "max_concurrent_queries_for_all_users", "1"));
    ways.put(
        "CH_TIMEOUT",
        p -> {
          Manifests.query(p, SLOW);
          return setting(p, "max_execution_time", "1");
        });
    ways.put("CH_LIMIT", p -> setting(p, "max_rows_to_read", "10"));
  }

  private static @Nullable AutoCloseable setting(Pipeline pipeline, String name, String value) {
    return Manifests.set(pipeline, "settings", new LinkedHashMap<>(Map.of(name, value)));
  }

  private void underWay() {
    ways.put(
        "CH_CANCELLED",
        p -> {
          Manifests.query(p, SLOW);
          p.at(Boundary.BEFORE_FIRST_READ, () -> Thread.ofVirtual().start(this::killSlow));
          return null;
        });
    ways.put(
        "CH_SCHEMA_CHANGED",
        p -> {
          p.at(
              Boundary.BEFORE_FIRST_READ,
              () -> client.run("ALTER TABLE " + p.stream() + " DROP COLUMN note"));
          return null;
        });
  }

  /** Kills the read as soon as it runs. */
  private void killSlow() {
    try {
      for (int i = 0; i < 100; i++) {
        String killed =
            client
                .rows(
                    "SELECT query_id FROM system.processes WHERE query LIKE '%sleepEachRow(0.2)%' AND"
                        + " query NOT LIKE '%system.processes%' AND elapsed > 0.3")
                .toString();
        if (!killed.equals("[]")) {
          client.run(
              "KILL QUERY WHERE query LIKE '%sleepEachRow(0.2)%' AND query NOT LIKE '%KILL%' ASYNC");
          return;
        }
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
