package dpone.connector.vendors.mindbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.vendors.testing.HttpDouble;
import dpone.connector.vendors.testing.HttpDouble.Answer;
import dpone.connector.vendors.testing.HttpDouble.Asked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * Answers as the vendor's pages on exports say: an export is started by an operation, asked for by
 * the same one with its id, and lies as files elsewhere.
 */
final class MindboxDouble implements AutoCloseable {
  static final String KEY = "k3y-of-a-double";

  final List<String> started = new CopyOnWriteArrayList<>();
  final AtomicInteger polls = new AtomicInteger();
  final Map<String, List<String>> exports = new LinkedHashMap<>();
  final HttpDouble api;
  final HttpDouble storage;
  volatile int notReady = 1;
  volatile int recordsOfAFile = 2;
  volatile boolean gzip;
  volatile String authorization = "SecretKey " + KEY;

  /** Moment of an order, and its number. */
  final Map<String, Integer> orders = new LinkedHashMap<>();

  MindboxDouble() throws IOException {
    storage = new HttpDouble(this::file);
    api = new HttpDouble(this::operation);
    for (int i = 1; i <= 9; i++) {
      orders.put("2026-01-0" + (i + 1) / 2 + " 1" + i % 10 + ":30", i);
    }
  }

  private Answer operation(Asked asked) throws IOException {
    if (!asked.header("Authorization").equals(authorization)) {
      return Answer.of(
          401, "{\"status\":\"ProtocolError\",\"errorMessage\":\"the key is not known\"}");
    }
    if (!asked.path().equals("/v3/operations/sync")
        || !asked.param("endpointId").equals("shop.Export")) {
      return Answer.of(404, "");
    }
    JsonNode body = new ObjectMapper().readTree(asked.body());
    if (!asked.param("operation").equals("OrdersExport")) {
      return Answer.of(
          400,
          "{\"status\":\"ProtocolError\",\"errorMessage\":\"there is no operation "
              + asked.param("operation")
              + "\"}");
    }
    return body.has("exportId") ? poll(body.get("exportId").asText()) : start(body);
  }

  private synchronized Answer start(JsonNode body) {
    String id = Integer.toString(1000 + exports.size());
    started.add(
        body.path("sinceDateTimeUtc").asText() + "/" + body.path("tillDateTimeUtc").asText());
    List<String> records = new ArrayList<>();
    orders.forEach((moment, number) -> {
      if (moment.compareTo(body.path("sinceDateTimeUtc").asText("")) >= 0
          && moment.compareTo(body.path("tillDateTimeUtc").asText("9")) < 0) {
        records.add(order(moment, number));
      }
    });
    exports.put(id, records);
    return Answer.of("{\"status\":\"Success\",\"exportId\":\"" + id + "\"}");
  }

  static String order(String moment, int number) {
    return "{\"ids\":{\"mindboxId\":"
        + number
        + ",\"shopId\":\"s-"
        + number
        + "\"},\"firstAction\":{\"dateTimeUtc\":\""
        + moment
        + ":00.125\"},\"customer\":{\"ids\":{\"mindboxId\":\"77"
        + number
        + "\"}},\"totalPrice\":"
        + number
        + ".10,\"lines\":[{\"id\":1}],\"new\":true}";
  }

  private synchronized Answer poll(String id) {
    List<String> records = exports.get(id);
    if (records == null) {
      return Answer.of(
          400,
          "{\"status\":\"ValidationError\",\"errorMessage\":\"there is no export " + id + "\"}");
    }
    if (polls.incrementAndGet() <= notReady) {
      return Answer.of(
          "{\"status\":\"Success\",\"exportResult\":{\"processingStatus\":\"NotReady\"}}");
    }
    List<String> urls = new ArrayList<>();
    for (int from = 0; from < records.size(); from += recordsOfAFile) {
      urls.add("\"" + storage.uri("/files/" + id + "/" + from) + "?signature=x\"");
    }
    return Answer.of(
        "{\"status\":\"Success\",\"exportResult\":{\"processingStatus\":\"Ready\",\"urls\":["
            + String.join(",", urls)
            + "]}}");
  }

  private synchronized Answer file(Asked asked) {
    String[] path = asked.path().split("/");
    List<String> records = exports.get(path[2]);
    int from = Integer.parseInt(path[3]);
    String text =
        "{\"orders\":["
            + String.join(
                ",", records.subList(from, Math.min(records.size(), from + recordsOfAFile)))
            + "]}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Answer.of("").bytes(gzip ? zipped(bytes) : bytes);
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    api.close();
    storage.close();
  }
}
