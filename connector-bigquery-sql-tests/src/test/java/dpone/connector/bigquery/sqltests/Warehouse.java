package dpone.connector.bigquery.sqltests;

import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.bigquery.BigQueryConnector;
import dpone.service.bigquery.rest.BigQueryDouble;
import dpone.spi.Connector;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.sink.Sink;
import dpone.spi.state.StateStore;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The double with one dataset, and the connector before it, in this process. */
final class Warehouse implements AutoCloseable {
  static final String DATASET = "acme.shop";

  /** A bucket beside it. */
  static final String BUCKET = "acme-landing";

  /** Options of a sink that loads through it. */
  static final Map<String, String> THROUGH_BUCKET =
      Map.of("load", "cloud_storage", "stage_bucket", BUCKET, "stage_prefix", "dpone/stages");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NULL = "\u0001";
  private static final String CELL = "\u001f";
  private static final String ROW = "\u001e";

  private final BigQueryDouble google;
  private final HttpClient client = HttpClient.newHttpClient();

  Warehouse() throws IOException {
    google = BigQueryDouble.start();
    google.makeDataset(DATASET, "EU");
    google.makeBucket(BUCKET, "EU");
  }

  /** Options of a connection to it. */
  Options connection() {
    return options(
        new BigQueryConnector().descriptor().connection(),
        Map.of(
            "project_id",
            "acme",
            "credentials",
            "none",
            "endpoint",
            google.url(),
            "write_endpoint",
            google.writeUrl(),
            "storage_endpoint",
            google.url()));
  }

  /** A sink with those options. */
  Sink sink(TestContext context, Map<String, ?> options) {
    return sink(
        "storage_write".equals(options.get("load"))
            ? OwnLoader.connector()
            : new BigQueryConnector(),
        context,
        options);
  }

  /** The same of a connector that was loaded by itself. */
  Sink sink(Connector connector, TestContext context, Map<String, ?> options) {
    return connector.sink(
        new Endpoint(connection(), options(connector.descriptor().sink(), options)), context);
  }

  /** The state in the dataset's own tables. */
  StateStore state(TestContext context) {
    BigQueryConnector connector = new BigQueryConnector();
    return connector.state(
        new Endpoint(
            connection(), options(connector.descriptor().state(), Map.of("meta_dataset", "shop"))),
        context);
  }

  /** Options as a host would validate them. */
  static Options options(OptionSpec spec, Map<String, ?> given) {
    Map<String, Object> values = new HashMap<>();
    for (Option option : spec.options()) {
      Object value = given.get(option.name());
      if (value == null) {
        value = option.defaultValue().orElse(null);
      }
      if (value != null) {
        values.put(option.name(), typed(option, value));
      }
    }
    return Options.of(values);
  }

  private static Object typed(Option option, Object value) {
    return switch (option.type()) {
      case STRING -> value.toString();
      case INTEGER -> Long.parseLong(value.toString());
      case BOOLEAN -> Boolean.parseBoolean(value.toString());
      case DURATION -> Duration.parse("PT" + value.toString().toUpperCase(Locale.ROOT));
      case STRING_LIST -> List.copyOf((List<?>) value);
      case STRING_MAP -> Map.copyOf((Map<?, ?>) value);
      case SECRET, BYTES, OBJECT, OBJECT_LIST -> throw new IllegalArgumentException(option.name());
    };
  }

  /** Rows of a statement of the test's own; cells are texts, {@code null} is one too. */
  List<List<String>> rows(String sql) {
    List<List<String>> rows = new ArrayList<>();
    String answer = control("rows", sql);
    for (String row : answer.isEmpty() ? new String[0] : answer.split(ROW, -1)) {
      if (!row.isEmpty()) {
        List<String> cells = new ArrayList<>();
        String[] texts = row.split(CELL, -1);
        for (int i = 0; i < texts.length - 1; i++) {
          cells.add(texts[i].equals(NULL) ? "null" : texts[i]);
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  /** Scripts a fault; see the double's README. */
  void fault(Map<String, ?> fault) {
    try {
      control("fault", JSON.writeValueAsString(fault));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Names of the bucket's objects. */
  List<String> objects() {
    return control("objects", "{\"bucket\":\"" + BUCKET + "\"}").lines().toList();
  }

  /** Puts an object there that says whose stage it is; of nobody's where that is empty. */
  void object(String name, String owner) {
    Map<String, Object> told = new HashMap<>(Map.of("bucket", BUCKET, "name", name, "text", "x"));
    if (!owner.isEmpty()) {
      told.put("metadata", Map.of("dpone-stage", owner));
    }
    try {
      control("object", JSON.writeValueAsString(told));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** How many scripted faults were met. */
  int met() {
    return (int) control("met", "").lines().count();
  }

  /** Requests since {@link #clear}. */
  List<String> requests() {
    return control("requests", "").lines().toList();
  }

  /** Forgets faults, and the requests so far. */
  void clear() {
    control("clear", "");
  }

  String control(String what, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(google.url() + "/double/" + what))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer.body() + " of " + body);
      }
      return answer.body();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    client.close();
    google.close();
  }

  /** What a call fails with, which it has to. */
  static DponeException failure(Runnable call) {
    try {
      call.run();
    } catch (DponeException failure) {
      return failure;
    }
    throw new AssertionError("nothing failed");
  }

  /** A target with a row of before. */
  void orders() {
    rows("CREATE TABLE IF NOT EXISTS `acme.shop.orders` (id INT64 NOT NULL, name STRING)");
    rows("INSERT INTO `acme.shop.orders` (id, name) VALUES (-1, 'before')");
  }
}
