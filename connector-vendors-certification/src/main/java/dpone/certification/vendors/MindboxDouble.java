package dpone.certification.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.certify.kit.TestRow;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A double of Mindbox's exports (https://developers.mindbox.ru/docs/exports-overview): an operation
 * starts one, the same operation with its id tells how far it is, and it lies in several files.
 */
public final class MindboxDouble implements VendorDouble {
  /** Always let in, beside the one of a trial. */
  private static final String STANDARD = "invented-key";

  private static final String MAILINGS = "MailingsExport";
  private static final String EVERY_TYPE = "EveryTypeExport";
  private static final DataType TEXT = new DataType.Text();
  private static final DataType TIME = new DataType.TimestampTz(3);
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int RECORDS_OF_A_FILE = 700;

  /** Where a column of text stands in a record; each piece but the last is an object. */
  private static final Map<String, String> TEXTS = texts();

  private final VendorStream mailings =
      new VendorStream("mailings", List.of("id"), columns(), options(MAILINGS), true, 500);

  private final VendorStream everyType = DeclaredTypes.stream(declared());

  /** What was exported when, by the name of its export. */
  private record Export(VendorStream stream, List<TestRow> rows) {}

  private final Map<String, Export> exports = new HashMap<>();
  private volatile String key = "invented-key";

  private static Map<String, Object> declared() {
    Map<String, Object> options = new LinkedHashMap<>(options(EVERY_TYPE));
    options.put("records", "/rows");
    return options;
  }

  private static Map<String, Object> options(String operation) {
    return Map.of(
        "operation",
        operation,
        "start_date",
        "2026-01-01",
        "end_date",
        "2026-01-31",
        "window",
        "31d",
        "poll_interval",
        "10ms");
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("system_name", "ids/systemName");
    texts.put("name", "name");
    texts.put("mailing_utm_name", "mailingUtmName");
    texts.put("type", "type");
    texts.put("channel", "channel");
    texts.put("subscription_topic", "subscriptionTopic/ids/externalId");
    texts.put("folder", "folder/ids/systemName");
    texts.put("brand", "brand/ids/systemName");
    texts.put("utm_source", "utm/utmSource");
    texts.put("utm_medium", "utm/utmMedium");
    texts.put("utm_campaign", "utm/utmCampaign");
    texts.put("utm_content", "utm/utmContent");
    return texts;
  }

  private static List<VendorColumn> columns() {
    List<VendorColumn> columns = new ArrayList<>();
    columns.add(
        VendorColumn.required(
            "id",
            new DataType.Int(64),
            (n, m, v) -> Integer.toString(n + 1),
            "9223372036854775807",
            "-9223372036854775808"));
    TEXTS.forEach((name, place) -> {
      if (name.equals("subscription_topic")) {
        columns.add(time("creation_date_time_utc", 0));
        columns.add(time("last_changed_date_time_utc", 1));
      }
      columns.add(VendorColumn.of(name, TEXT, (n, m, v) -> name + " " + n + "/" + v, Cells.TEXT));
    });
    columns.add(
        VendorColumn.of(
            "tags",
            new DataType.Json(),
            (n, m, v) -> "[{\"name\":\"t" + n % 7 + "\"}]",
            "[{\"name\":\"a \\\"b\\\"\",\"ids\":{\"systemName\":null}},[],1.50]"));
    return columns;
  }

  private static VendorColumn time(String name, int more) {
    return VendorColumn.of(
        name,
        TIME,
        (n, m, v) -> Cells.second(FIRST.plusSeconds(n % 100_000L + more)),
        "253402300799999000");
  }

  @Override
  public List<VendorStream> streams() {
    return List.of(mailings, everyType);
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    Map<String, Object> connection = new LinkedHashMap<>(secrets);
    connection.put("endpoint_id", "shop.Export");
    return connection;
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("secret_key", STANDARD);
  }

  @Override
  public void accept(Map<String, String> secrets) {
    key = secrets.getOrDefault("secret_key", "");
  }

  /** An export that may have been started is never started once more of the connector's own. */
  @Override
  public boolean isRepeated(DoubleRequest request) {
    return !request.method().equals("POST") || request.body().contains("exportId");
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request) {
    String given = request.header("Authorization").orElse("");
    if (!given.equals("SecretKey " + key) && !given.equals("SecretKey " + STANDARD)) {
      // The vendor may well repeat what it was given.
      return DoubleAnswer.json(
          401,
          "{\"status\":\"ProtocolError\",\"errorMessage\":"
              + Cells.quote("the key is not known: " + given)
              + "}");
    }
    if (request.path().startsWith("/files/")) {
      return file(request.path().split("/"));
    }
    if (!request.path().equals("/v3/operations/sync") || !request.method().equals("POST")) {
      return DoubleAnswer.json(404, "{}");
    }
    if (!List.of(MAILINGS, EVERY_TYPE).contains(request.parameter("operation").orElse(""))) {
      return DoubleAnswer.json(
          400, "{\"status\":\"ProtocolError\",\"errorMessage\":\"there is no such operation\"}");
    }
    return operation(request);
  }

  private synchronized DoubleAnswer operation(DoubleRequest request) {
    JsonNode body;
    try {
      body = new ObjectMapper().readTree(request.body());
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    if (!body.has("exportId")) {
      String id = Integer.toString(1_000 + exports.size());
      VendorStream stream =
          request.parameter("operation").orElse("").equals(MAILINGS) ? mailings : everyType;
      exports.put(id, new Export(stream, stream.rows(row -> true)));
      return DoubleAnswer.json("{\"status\":\"Success\",\"exportId\":\"" + id + "\"}");
    }
    String id = body.get("exportId").asText();
    Export export = exports.get(id);
    if (export == null) {
      return DoubleAnswer.json(
          400, "{\"status\":\"ValidationError\",\"errorMessage\":\"there is no such export\"}");
    }
    StringJoiner urls = new StringJoiner(",");
    for (int from = 0; from < export.rows().size(); from += RECORDS_OF_A_FILE) {
      urls.add("\"/files/" + id + "/" + from + "\"");
    }
    return DoubleAnswer.json(
        "{\"status\":\"Success\",\"exportResult\":{\"processingStatus\":\"Ready\",\"urls\":["
            + urls
            + "]}}");
  }

  private synchronized DoubleAnswer file(String[] path) {
    Export export = exports.getOrDefault(path[2], new Export(mailings, List.of()));
    List<TestRow> rows = export.rows();
    boolean declared = export.stream() == everyType;
    int from = Integer.parseInt(path[3]);
    StringJoiner records =
        new StringJoiner(",", "{\"" + (declared ? "rows" : "mailings") + "\":[", "]}");
    rows.subList(from, Math.min(rows.size(), from + RECORDS_OF_A_FILE))
        .forEach(row -> records.add(declared ? DeclaredTypes.json(row) : record(row)));
    return DoubleAnswer.json(records.toString());
  }

  private String record(TestRow row) {
    Map<String, Object> record = new LinkedHashMap<>();
    put(record, "ids/id", mailings.cell(row, "id"));
    TEXTS.forEach((name, place) -> {
      String cell = mailings.cell(row, name);
      put(record, place, cell == null ? null : Cells.quote(cell));
    });
    put(record, "creationDateTimeUtc", written(mailings.cell(row, "creation_date_time_utc")));
    put(
        record,
        "lastChangedDateTimeUtc",
        written(mailings.cell(row, "last_changed_date_time_utc")));
    put(record, "tags", mailings.cell(row, "tags"));
    return object(record);
  }

  /** In UTC without saying so, as the vendor writes it. */
  private static @Nullable String written(@Nullable String micros) {
    return micros == null
        ? null
        : Cells.quote(Cells.time(micros, "yyyy-MM-dd HH:mm:ss.SSS", ZoneOffset.UTC));
  }

  /** What is null is left out. */
  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> record, String place, @Nullable String json) {
    if (json == null) {
      return;
    }
    int slash = place.indexOf('/');
    if (slash < 0) {
      record.put(place, json);
      return;
    }
    Object inner =
        record.computeIfAbsent(place.substring(0, slash), k -> new LinkedHashMap<String, Object>());
    put((Map<String, Object>) inner, place.substring(slash + 1), json);
  }

  @SuppressWarnings("unchecked")
  private static String object(Map<String, Object> record) {
    StringJoiner object = new StringJoiner(",", "{", "}");
    record.forEach((name, value) ->
        object.add(
            Cells.quote(name)
                + ":"
                + (value instanceof Map<?, ?> inner
                    ? object((Map<String, Object>) inner)
                    : value)));
    return object.toString();
  }
}
