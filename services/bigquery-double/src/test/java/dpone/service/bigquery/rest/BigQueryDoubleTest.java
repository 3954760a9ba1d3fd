package dpone.service.bigquery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The interface keeps jobs, uploads and tables apart as BigQuery does, and knows nothing else. */
@Tag("unit")
class BigQueryDoubleTest {
  private static final String SCHEMA =
      "{\"fields\":[{\"name\":\"id\",\"type\":\"INT64\",\"mode\":\"NULLABLE\"}]}";
  private static final String TABLE =
      "{\"projectId\":\"acme\",\"datasetId\":\"shop\",\"tableId\":\"t\"}";
  private static final String PROJECT = "/bigquery/v2/projects/acme";

  private final HttpClient client = HttpClient.newHttpClient();
  private BigQueryDouble service;

  @BeforeEach
  void start() throws Exception {
    service = BigQueryDouble.start();
    service.makeDataset("acme.shop", "EU");
    String table = "{\"tableReference\":" + TABLE + ",\"schema\":" + SCHEMA + "}";
    assertThat(post(PROJECT + "/datasets/shop/tables", table).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    service.close();
    client.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(service.url() + path)));
  }

  private static byte[] file(long... ids) throws IOException {
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"row\",\"fields\":"
                    + "[{\"name\":\"id\",\"type\":[\"null\",\"long\"]}]}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema)).create(schema, out)) {
      for (long id : ids) {
        GenericRecord row = new GenericData.Record(schema);
        row.put("id", id);
        writer.append(row);
      }
    }
    return out.toByteArray();
  }

  private static String load(String id) {
    return "{\"jobReference\":{\"projectId\":\"acme\",\"jobId\":\""
        + id
        + "\"},\"configuration\":{\"load\":{\"destinationTable\":"
        + TABLE
        + ",\"schema\":"
        + SCHEMA
        + ",\"sourceFormat\":\"AVRO\",\"createDisposition\":\"CREATE_NEVER\","
        + "\"writeDisposition\":\"WRITE_EMPTY\"}}}";
  }

  private HttpResponse<String> piece(URI session, byte[] bytes, String range) throws Exception {
    return send(
        HttpRequest.newBuilder(session)
            .header("Content-Range", range)
            .PUT(BodyPublishers.ofByteArray(bytes)));
  }

  private URI begin(String id) throws Exception {
    HttpResponse<String> begun = post("/upload" + PROJECT + "/jobs?uploadType=resumable", load(id));
    return URI.create(begun.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void anUploadIsOneJobHoweverOftenItIsSent() throws Exception {
    byte[] file = file(7, 8);
    URI session = begin("one");
    assertThat(piece(session, new byte[0], "bytes */*").statusCode()).isEqualTo(308);
    String range = "bytes 0-" + (file.length - 1) + "/" + file.length;
    for (int i = 0; i < 2; i++) {
      assertThat(piece(session, file, range).body()).contains("\"outputRows\":\"2\"");
    }
    assertThat(get(PROJECT + "/jobs/one").body()).contains("DONE");
    assertThat(post("/upload" + PROJECT + "/jobs?uploadType=resumable", load("one")).statusCode())
        .isEqualTo(409);
    assertThat(piece(begin("two"), file, range).body())
        .as("a table that has rows is not loaded again")
        .contains("errorResult", "duplicate");
    assertThat(post("/double/query", "{\"query\":\"SELECT SUM(id) FROM `acme.shop.t`\"}").body())
        .contains("\"v\":\"15\"");
  }

  @Test
  void whatDoesNotFitIsRefused() throws Exception {
    URI session = begin("gaps");
    assertThat(piece(session, new byte[3], "bytes 5-7/*").statusCode()).isEqualTo(400);
    assertThat(piece(session, new byte[3], "bytes 0-2/*").body()).contains("256 KB");
    assertThat(piece(session, new byte[3], "bytes 0-2/3").body()).contains("errorResult");
    assertThat(get(PROJECT + "/jobs/none").statusCode()).isEqualTo(404);
    assertThat(get("/bigquery/v2/projects/acme/routines").body()).contains("does not know");
    assertThat(post(PROJECT + "/jobs", load("x").replace("load", "extract")).body())
        .contains("does not know");
    assertThat(get(PROJECT + "/datasets/gone").body()).contains("Not found: Dataset acme:gone");
  }

  @Test
  void faultsAreMetAsOftenAsTheyWereScripted() throws Exception {
    post(
        "/double/fault",
        "{\"request\":\"GET .*/tables/t\",\"status\":429,\"reason\":\"rateLimitExceeded\","
            + "\"retryAfter\":3,\"times\":1}");
    HttpResponse<String> first = get(PROJECT + "/datasets/shop/tables/t");
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("3");
    assertThat(get(PROJECT + "/datasets/shop/tables/t").statusCode()).isEqualTo(200);
    URI session = begin("lost");
    post("/double/expire-uploads", "{}");
    assertThat(piece(session, new byte[0], "bytes */*").statusCode()).isEqualTo(404);
  }

  @Test
  void theLockedDoorOpensForTheNewestTokenAlone() throws Exception {
    assertThat(get("/locked" + PROJECT + "/datasets/shop").statusCode()).isEqualTo(401);
    assertThat(post("/token", "assertion=a.b.c").body()).contains("invalid_grant");
  }

  private static final String OBJECTS = "/storage/v1/b/landing/o";

  private URI beginObject(String name) throws Exception {
    HttpResponse<String> begun =
        post(
            "/upload" + OBJECTS + "?uploadType=resumable&ifGenerationMatch=0",
            "{\"name\":\"" + name + "\",\"metadata\":{\"a\":\"b\"}}");
    return URI.create(begun.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void anObjectIsThereWhenItIsWholeAndReplacedByNobody() throws Exception {
    service.makeBucket("landing", "EU");
    URI session = beginObject("a/b.avro");
    URI late = beginObject("a/b.avro");
    assertThat(piece(session, new byte[256 * 1024], "bytes 0-262143/*").statusCode())
        .isEqualTo(308);
    assertThat(get(OBJECTS + "/a%2Fb.avro").statusCode()).isEqualTo(404);
    for (int i = 0; i < 2; i++) {
      assertThat(piece(session, new byte[1], "bytes 262144-262144/262145").body())
          .contains("\"size\":\"262145\"", "crc32c", "timeCreated", "\"a\":\"b\"");
    }
    assertThat(piece(late, new byte[1], "bytes 0-0/1").statusCode()).isEqualTo(412);
    assertThat(get(OBJECTS + "?prefix=a%2F").body()).contains("a/b.avro");
    assertThat(get(OBJECTS + "?prefix=b").body()).isEqualTo("{\"items\":[]}");
    assertThat(get(OBJECTS + "?delimiter=%2F").body()).contains("does not know");
    assertThat(get("/storage/v1/b/gone/o").statusCode()).isEqualTo(404);
    assertThat(delete("1").statusCode()).isEqualTo(412);
    String generation =
        get(OBJECTS + "/a%2Fb.avro").body().replaceAll(".*\"generation\":\"(\\d+)\".*", "$1");
    assertThat(delete(generation).statusCode()).isEqualTo(204);
    assertThat(delete(generation).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> delete(String generation) throws Exception {
    return send(
        HttpRequest.newBuilder(
                URI.create(service.url() + OBJECTS + "/a%2Fb.avro?ifGenerationMatch=" + generation))
            .DELETE());
  }

  @Test
  void aJobLoadsAllTheFilesThatItNamesOrNone() throws Exception {
    service.makeBucket("landing", "EU");
    for (int i = 1; i <= 2; i++) {
      byte[] file = file(i);
      String range = "bytes 0-" + (file.length - 1) + "/" + file.length;
      assertThat(piece(beginObject(i + ".avro"), file, range).statusCode()).isEqualTo(200);
    }
    assertThat(post(PROJECT + "/jobs", load("none")).body()).contains("not an upload");
    assertThat(post(PROJECT + "/jobs", files("gone", "1", "3")).body())
        .contains("Not found: URI gs://landing/3.avro");
    assertThat(post(PROJECT + "/jobs", files("both", "1", "2")).body())
        .contains("\"outputRows\":\"2\"");
    assertThat(post("/double/query", "{\"query\":\"SELECT SUM(id) FROM `acme.shop.t`\"}").body())
        .contains("\"v\":\"3\"");
  }

  private static String files(String id, String... names) {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      all.append(all.isEmpty() ? "" : ",").append("\"gs://landing/").append(name).append(".avro\"");
    }
    return load(id).replace("{\"load\":{", "{\"load\":{\"sourceUris\":[" + all + "],");
  }
}
