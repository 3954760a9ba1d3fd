package dpone.connector.vendors.mindbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.connector.vendors.testing.HttpDouble;
import dpone.connector.vendors.testing.OptionValues;
import dpone.connector.vendors.testing.Reading;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is promised of Mindbox, held against a double of its documentation. */
@Tag("integration")
class MindboxTest {
  private final TestContext context = new TestContext();
  private final Map<String, Object> options = new HashMap<>();
  private final Map<String, Object> connection = new HashMap<>();
  private MindboxDouble mindbox;

  @BeforeEach
  void open() throws IOException {
    mindbox = new MindboxDouble();
    context.time = InstantSource.fixed(Instant.parse("2026-01-06T00:00:00Z"));
    options.putAll(
        Map.of("operation", "OrdersExport", "start_date", "2026-01-01", "poll_interval", "2ms"));
    connection.putAll(
        Map.of(
            "url", mindbox.api.uri("").toString(),
            "endpoint_id", "shop.Export",
            "secret_key", MindboxDouble.KEY,
            "download_hosts", List.of(mindbox.storage.uri("").toString()),
            "rate_limit", List.of(Map.of("requests", 1000))));
  }

  @AfterEach
  void close() {
    mindbox.close();
    assertThat(context.reserved).hasValue(0);
  }

  private Source source() {
    Options values = OptionValues.of(MindboxOptions.CONNECTION, connection);
    return new MindboxConnector().source(new Endpoint(values, Options.NONE), context);
  }

  private StreamSelection selection(String name) {
    return new StreamSelection(
        name, null, List.of(), null, null, OptionValues.of(MindboxOptions.STREAM, options));
  }

  private List<Reading> run(ReadMode mode, @Nullable Position from, int sessions) {
    List<Reading> loads = new ArrayList<>();
    Position position = from;
    try (Source source = source()) {
      for (int i = 0; i < sessions; i++) {
        Reading load = Reading.of(source, selection("orders"), mode, position, 1);
        loads.add(load);
        position = load.position;
        if (load.complete) {
          break;
        }
      }
    }
    return loads;
  }

  private static List<String> ids(List<Reading> loads) {
    return loads.stream().flatMap(load -> load.column("mindbox_id").stream()).toList();
  }

  private DponeException failure() {
    return catchThrowableOfType(DponeException.class, () -> run(ReadMode.FULL, null, 1));
  }

  @Test
  void aFullReadHasEveryRecordOfEveryWindow() {
    List<Reading> loads = run(ReadMode.FULL, null, 1);
    assertThat(ids(loads)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(mindbox.started)
        .containsExactly(
            "2026-01-01 00:00/2026-01-02 00:00",
            "2026-01-02 00:00/2026-01-03 00:00",
            "2026-01-03 00:00/2026-01-04 00:00",
            "2026-01-04 00:00/2026-01-05 00:00",
            "2026-01-05 00:00/2026-01-06 00:00");
    assertThat(loads.get(0).rows.get(0))
        .containsEntry("first_action_date_time_utc", "\"2026-01-01T11:30:00.125Z\"")
        .containsEntry("customer_mindbox_id", "771")
        .containsEntry("ids", "{\"mindboxId\":1,\"shopId\":\"s-1\"}")
        .containsEntry("delivery_cost", "null")
        .containsEntry("lines", "[{\"id\":1}]");
    assertThat(mindbox.storage.asked)
        .isNotEmpty()
        .allSatisfy(asked -> assertThat(asked.header("Authorization")).isEmpty());
  }

  @Test
  void aRunThatIsCutOffWhileItWaitsAsksForTheSameExport() {
    List<Reading> first = run(ReadMode.AFTER_POSITION, null, 1);
    assertThat(ids(first)).isEmpty();
    assertThat(first.get(0).complete).isFalse();
    List<Reading> rest = run(ReadMode.AFTER_POSITION, first.get(0).position, 100);
    assertThat(ids(rest)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(mindbox.started).doesNotHaveDuplicates().hasSize(5);
  }

  @Test
  void anIncrementHasWhatIsNew() {
    Position reached = run(ReadMode.AFTER_POSITION, null, 100).getLast().position;
    mindbox.orders.put("2026-01-06 09:00", 10);
    mindbox.started.clear();
    context.time = InstantSource.fixed(Instant.parse("2026-01-06T12:00:37Z"));
    List<Reading> next = run(ReadMode.AFTER_POSITION, reached, 100);
    assertThat(ids(next)).containsExactly("10");
    // Ten minutes have to pass until a window is settled.
    assertThat(mindbox.started).containsExactly("2026-01-05 23:50/2026-01-06 11:50");
  }

  @Test
  void theOlderWayToSendTheKeyIsAnOption() {
    connection.put("authorization", "mindbox");
    mindbox.authorization = "Mindbox secretKey=\"" + MindboxDouble.KEY + "\"";
    assertThat(ids(run(ReadMode.FULL, null, 1))).hasSize(9);
  }

  @Test
  void aKeyThatIsRefusedIsNamedAndNotShown() {
    connection.put("secret_key", "another-key");
    DponeException failure = failure();
    assertThat(failure.code()).isEqualTo("HTTP_UNAUTHORIZED");
    assertThat(failure.toString()).doesNotContain("another-key");
  }

  @Test
  void anOperationThatDoesNotExistIsNamed() {
    options.put("operation", "Nothing");
    DponeException failure = failure();
    assertThat(failure.code()).isEqualTo("HTTP_BAD_REQUEST");
    assertThat(failure.category()).isEqualTo(ErrorCategory.CONFIG);
    assertThat(failure.what()).contains("there is no operation Nothing");
  }

  @Test
  void aFileOnAHostThatIsNotAllowedIsNamed() {
    connection.remove("download_hosts");
    DponeException failure = failure();
    assertThat(failure.code()).isEqualTo("HTTP_OTHER_ORIGIN");
    assertThat(mindbox.storage.asked).isEmpty();
  }

  @Test
  void aStormOfRefusalsIsWaitedOutAndTheStartIsStillOne() {
    HttpDouble.Script usual = mindbox.api.script;
    int[] calls = {0};
    mindbox.api.script =
        asked ->
            calls[0]++ % 3 < 2
                ? HttpDouble.Answer.of(429, "").header("Retry-After", "0")
                : usual.answer(asked);
    context.retries = 5;
    assertThat(ids(run(ReadMode.FULL, null, 1))).hasSize(9);
    assertThat(mindbox.started).hasSize(5);
  }

  @Test
  void aFileThatBreaksOffIsFetchedAgain() {
    HttpDouble.Script usual = mindbox.storage.script;
    int[] calls = {0};
    mindbox.storage.script =
        asked -> calls[0]++ == 1 ? usual.answer(asked).cutAfter(20) : usual.answer(asked);
    context.retries = 2;
    assertThat(ids(run(ReadMode.FULL, null, 1))).hasSize(9);
    assertThat(context.failures).extracting(DponeException::code).contains("HTTP_TRUNCATED");
  }

  @Test
  void anExportOfAnotherNameNeedsItsColumns() {
    DponeException failure =
        catchThrowableOfType(
            DponeException.class,
            () -> {
              try (Source source = source()) {
                source.describe(selection("prices"));
              }
            });
    assertThat(failure.code()).isEqualTo("HTTP_STREAM_OPTION");
    options.put("records", "/orders");
    options.put(
        "schema",
        List.of(
            Map.of("name", "id", "type", "int64", "pointer", "/ids/mindboxId"),
            Map.of("name", "price", "type", "decimal(18,2)", "pointer", "/totalPrice")));
    try (Source source = source()) {
      Reading prices = Reading.full(source, selection("prices"));
      assertThat(prices.rows).hasSize(9);
      assertThat(prices.rows.get(0)).containsEntry("price", "1.10");
    }
  }

  @Test
  void aPathThatIsNotInTheFileIsNamed() {
    options.put("records", "/customers");
    DponeException failure = failure();
    assertThat(failure.code()).startsWith("FORMAT_");
    assertThat(failure.what()).contains("customers");
  }
}
