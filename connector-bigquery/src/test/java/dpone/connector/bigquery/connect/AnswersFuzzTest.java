package dpone.connector.bigquery.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.testing.TestOptions;
import dpone.connector.bigquery.type.RestSchema;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Tag;

/**
 * Whatever is answered, by BigQuery, a proxy or somebody else: a call ends with a result or with an
 * error of the connector's own, and it ends.
 */
@Tag("unit")
class AnswersFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TableName TABLE = new TableName("acme-dwh", "shop", "orders");
  private static final int[] STATUSES = {
    200, 200, 200, 200, 201, 302, 308, 400, 401, 403, 404, 409, 410, 412, 429, 500, 502, 503
  };
  private static final List<String> RANGES =
      List.of("bytes=0-9", "bytes=0-99999999999", "bytes=5-3", "bytes=0--1", "0-9", "");

  /** What BigQuery answers where everything is well. */
  private static final List<String> TRUE =
      List.of(
          "{\"jobReference\":{\"jobId\":\"j\"},\"status\":{\"state\":\"DONE\"},\"statistics\":"
              + "{\"load\":{\"outputRows\":\"3\"},\"query\":{\"totalBytesBilled\":\"10\"}}}",
          "{\"jobReference\":{\"jobId\":\"j\"},\"status\":{\"state\":\"DONE\",\"errorResult\":"
              + "{\"reason\":\"invalid\",\"message\":\"m\",\"location\":\"l\"},\"errors\":[{\"reason\":"
              + "\"invalid\",\"message\":\"row 3\"}]}}",
          "{\"rows\":[{\"f\":[{\"v\":\"1\"},{\"v\":null},{\"v\":\"x\"}]}],\"pageToken\":\"t\"}",
          "{\"tables\":[{\"tableReference\":{\"tableId\":\"_dpone_a\"}}],\"nextPageToken\":\"t\"}",
          "{\"type\":\"TABLE\",\"schema\":{\"fields\":[{\"name\":\"a\",\"type\":\"NUMERIC\",\"mode\":"
              + "\"REPEATED\",\"precision\":\"10\",\"scale\":\"2\"},{\"name\":\"b\",\"type\":\"RECORD\","
              + "\"fields\":[{\"name\":\"c\",\"type\":\"RANGE\",\"rangeElementType\":{\"type\":\"DATE\"}}]}]}}",
          "{\"items\":[{\"name\":\"_dpone_a\",\"generation\":\"7\",\"size\":\"786432\",\"crc32c\":"
              + "\"AAAAAA==\",\"timeCreated\":\"2026-01-01T00:00:00Z\",\"metadata\":"
              + "{\"dpone-stage\":\"_dpone_\"}}],\"nextPageToken\":\"t\",\"name\":\"_dpone_a\","
              + "\"size\":\"3\"}",
          "{\"error\":{\"code\":403,\"message\":\"m\",\"errors\":[{\"reason\":\"quotaExceeded\"}]}}");

  private static HttpServer server;
  private static volatile Random random = new Random(0);
  private final TestContext context = new TestContext();

  @BeforeContainer
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", AnswersFuzzTest::answer);
    server.start();
  }

  @AfterContainer
  static void stop() {
    server.stop(0);
  }

  private static synchronized void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    Random now = random;
    byte[] body = body(now);
    int status = STATUSES[now.nextInt(STATUSES.length)];
    if (now.nextInt(4) > 0) {
      exchange.getResponseHeaders().add("Range", RANGES.get(now.nextInt(RANGES.size())));
    }
    if (now.nextInt(10) == 0) {
      exchange.getResponseHeaders().add("Retry-After", now.nextBoolean() ? "soon" : "99999");
    }
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            now.nextInt(4) > 0 ? "/session" : List.of("%", "http://b/", ":x").get(now.nextInt(3)));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] body(Random now) throws IOException {
    String whole = TRUE.get(now.nextInt(TRUE.size()));
    switch (now.nextInt(8)) {
      case 0 -> {
        byte[] noise = new byte[now.nextInt(40)];
        now.nextBytes(noise);
        return noise;
      }
      case 1 -> {
        return whole.substring(0, now.nextInt(whole.length())).getBytes(StandardCharsets.UTF_8);
      }
      case 2 -> {
        return any(now).toString().getBytes(StandardCharsets.UTF_8);
      }
      default -> {
        JsonNode tree = JSON.readTree(whole);
        for (int i = now.nextInt(3); i > 0; i--) {
          change(tree, now);
        }
        return tree.toString().getBytes(StandardCharsets.UTF_8);
      }
    }
  }

  /** Something that is JSON. */
  private static JsonNode any(Random now) {
    ArrayNode all = JSON.createArrayNode();
    all.add("text").add(-1).add(1e300).add(true).addNull().add("").add(Long.MAX_VALUE);
    all.addArray().add(1);
    all.addObject().put("f", 1);
    return all.get(now.nextInt(all.size()));
  }

  /** Puts something else into one place. */
  private static void change(JsonNode tree, Random now) {
    List<JsonNode> holders = new ArrayList<>();
    collect(tree, holders);
    if (holders.isEmpty()) {
      return;
    }
    JsonNode holder = holders.get(now.nextInt(holders.size()));
    if (holder instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(now.nextInt(names.size()));
      if (now.nextInt(3) == 0) {
        object.remove(name);
      } else {
        object.set(name, any(now));
      }
    } else if (holder instanceof ArrayNode array && !array.isEmpty()) {
      array.set(now.nextInt(array.size()), any(now));
    }
  }

  private static void collect(JsonNode node, List<JsonNode> holders) {
    if (node.isContainerNode()) {
      holders.add(node);
      node.forEach(child -> collect(child, holders));
    }
  }

  private Rest rest() {
    return new Rest(
        TestOptions.answeredAt("http://127.0.0.1:" + server.getAddress().getPort()), context);
  }

  private void ends(long seed, Runnable call) {
    random = new Random(seed);
    try {
      call.run();
    } catch (DponeException told) {
      assertThat(told.code()).startsWith("BIGQUERY_");
      assertThat(told.what()).isNotBlank();
    }
  }

  @Property(tries = 400)
  void tables(@ForAll long seed) {
    try (Rest rest = rest()) {
      Tables tables = new Tables(rest);
      ends(
          seed,
          () -> tables.find(TABLE).ifPresent(found -> RestSchema.fields(found.path("schema"))));
      ends(seed, () -> tables.list("acme-dwh", "shop", "_dpone_"));
      ends(seed, () -> tables.drop(TABLE));
      ends(seed, () -> tables.make(TABLE, JSON.createObjectNode()));
    }
  }

  @Property(tries = 400)
  void jobs(@ForAll long seed) {
    try (Rest rest = rest()) {
      Jobs jobs = new Jobs(rest, Map.of(), 0);
      ends(
          seed,
          () -> {
            JsonNode job = jobs.insert("starting", "j", JSON.createObjectNode());
            assertThat(job.at("/jobReference/jobId").asText()).isEqualTo("j");
            // One that is not done is asked for again and again, as it has to be.
            if (job.path("status").path("state").asText().equals("DONE")) {
              jobs.await("waiting", job);
            }
          });
      ends(seed, () -> jobs.find("looking", "j"));
      ends(seed, () -> jobs.cancel("j"));
    }
  }

  @Property(tries = 400)
  void results(@ForAll long seed, @ForAll @IntRange(min = 0, max = 1) int ofRows)
      throws IOException {
    Random now = new Random(seed);
    JsonNode job = tree(now, 0);
    JsonNode rows = tree(now, 2);
    ends(
        seed,
        () -> {
          QueryResult result = QueryResult.of("asking", job, rows);
          if (ofRows == 0) {
            assertThat(result.only()).isNotNull();
          }
        });
  }

  private static JsonNode tree(Random now, int whole) throws IOException {
    JsonNode tree = JSON.readTree(TRUE.get(whole));
    change(tree, now);
    change(tree, now);
    return tree;
  }

  @Property(tries = 400)
  void uploads(@ForAll long seed) {
    context.retries = 2;
    byte[] data = new byte[Upload.UNIT];
    try (Rest rest = rest()) {
      Jobs jobs = new Jobs(rest, Map.of(), 0);
      ends(
          seed,
          () -> {
            Upload upload = Upload.begin(rest, jobs, "loading", "j", JSON.createObjectNode());
            for (int piece = 0; piece < 3; piece++) {
              upload.send(data, Upload.UNIT);
            }
          });
    }
  }

  @Property(tries = 400)
  void objects(@ForAll long seed) {
    context.retries = 2;
    byte[] data = new byte[Upload.UNIT];
    try (Rest rest = rest()) {
      StorageObjects objects = new StorageObjects(rest, "acme-landing");
      ends(seed, () -> objects.list("_dpone_").forEach(objects::remove));
      ends(
          seed,
          () -> {
            ObjectUpload upload =
                ObjectUpload.begin(rest, "loading", "acme-landing", "_dpone_a", "_dpone_", "");
            upload.send(data, Upload.UNIT);
            upload.finish(data, 3);
            throw new AssertionError("no answer here is that of an object of those bytes");
          });
    }
  }
}
