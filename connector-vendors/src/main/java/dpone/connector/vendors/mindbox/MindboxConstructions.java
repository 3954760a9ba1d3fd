package dpone.connector.vendors.mindbox;

import dpone.spi.certify.OfflineConstructions;
import dpone.spi.option.Options;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.RequestText;
import dpone.toolkit.http.page.Slice;
import dpone.toolkit.http.source.Slices;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The requests that start exports and ask how far they are. */
final class MindboxConstructions implements OfflineConstructions {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final String ENDPOINT = "shop.Export";
  private static final Map<String, Object> SPAN =
      Map.of("start_date", "2026-01-30", "end_date", "2026-01-31");

  @Override
  public Map<String, String> constructions() {
    Map<String, String> texts = new TreeMap<>();
    for (String name : MindboxStreams.names()) {
      texts.put(name + ".http", text(name, SPAN));
    }
    Map<String, Object> options = new TreeMap<>(SPAN);
    options.put("operation", "OperationLogsExport");
    options.put("format", "csv");
    options.put("timezone", "Europe/Moscow");
    options.put("params", Map.of("resultState", "completed", "hasErrors", "false"));
    options.put("schema", schema("OperationLogTransactionId", "string"));
    texts.put("operation_logs-options.http", text("operation_logs", options));
    texts.put(
        "price_list-options.http",
        text(
            "price_list",
            Map.of("windowed", false, "records", "/prices", "schema", schema("id", "int64"))));
    return texts;
  }

  private static List<Options> schema(String name, String type) {
    return List.of(Options.of(Map.of("name", name, "type", type)));
  }

  private static String text(String name, Map<String, Object> options) {
    StreamDefinition stream = MindboxStreams.define(name, ENDPOINT, Options.of(options));
    URI root = URI.create(MindboxApi.URL);
    StringBuilder text = new StringBuilder();
    for (Slice slice : Slices.of(stream, NOW, Variables.NONE)) {
      text.append(RequestText.of(root, stream, slice)).append('\n');
    }
    StreamDefinition poll =
        StreamDefinition.named(name).request(MindboxStreams.poll(stream)).build();
    return text.append(RequestText.of(root, poll, Slice.of(Variables.of("export", "1234567"))))
        .toString();
  }
}
