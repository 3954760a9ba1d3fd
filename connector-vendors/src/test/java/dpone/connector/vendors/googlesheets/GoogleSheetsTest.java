package dpone.connector.vendors.googlesheets;

import static dpone.connector.vendors.googlesheets.SheetsDouble.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.sheets.v4.Sheets;
import dpone.connector.vendors.googlesheets.SheetsDouble.Cell;
import dpone.connector.vendors.googlesheets.SheetsDouble.Tab;
import dpone.connector.vendors.testing.OptionValues;
import dpone.connector.vendors.testing.Reading;
import dpone.connector.vendors.testing.TokenDouble;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GoogleSheetsTest {
  private static final BigDecimal ONE = BigDecimal.ONE;
  private TokenDouble tokens;
  private SheetsDouble service;
  private final TestContext context = new TestContext();

  @BeforeEach
  void start() throws Exception {
    tokens = new TokenDouble();
    service = new SheetsDouble(tokens);
    service.tabs.add(
        new Tab(
            "Q1 'plan'",
            77,
            List.of(
                row("item", "price", "day", "at", "open", "mixed"),
                row(
                    "Söt \"x\"",
                    new BigDecimal("0.1"),
                    new Cell(new BigDecimal("45000"), "DATE"),
                    new Cell(new BigDecimal("45000.520833333336"), "DATE_TIME"),
                    true,
                    ONE),
                row("b", new BigDecimal("12345678901.25")),
                row(),
                row(null, null, null, null, false, "text")),
            6));
  }

  @AfterEach
  void stop() {
    service.close();
    tokens.close();
  }

  private Map<String, Object> connection() {
    Map<String, Object> connection = new HashMap<>();
    connection.put("url", service.url());
    connection.put("auth_type", "service_account");
    connection.put("json_key", tokens.keyFile());
    connection.put(
        "spreadsheet_url",
        "https://docs.google.com/spreadsheets/d/" + SheetsDouble.ID + "/edit#gid=0");
    connection.put("rate_limit", List.of(Map.of("requests", 1000L)));
    return connection;
  }

  private Source open(Map<String, Object> connection) {
    return new GoogleSheetsConnector()
        .source(
            new Endpoint(OptionValues.of(SheetOptions.CONNECTION, connection), Options.NONE),
            context);
  }

  private static StreamSelection tab(String name, Map<String, Object> options) {
    return new StreamSelection(
        name, null, List.of(), null, null, OptionValues.of(SheetOptions.STREAM, options));
  }

  private Reading read(String name, Map<String, Object> options) {
    try (Source source = open(connection())) {
      return Reading.full(source, tab(name, options));
    }
  }

  private DponeException failure(String name, Map<String, Object> options) {
    try {
      read(name, options);
    } catch (DponeException failure) {
      return failure;
    }
    throw new AssertionError("it succeeded");
  }

  @Test
  void valuesHaveTheTypesOfTheirCells() {
    Reading reading = read("Q1 'plan'", Map.of("row_number", true));
    assertThat(reading.rows).hasSize(3);
    assertThat(reading.rows.getFirst())
        .containsEntry("item", "\"Söt \\\"x\\\"\"")
        .containsEntry("price", "0.1")
        .containsEntry("day", "\"2023-03-15\"")
        .containsEntry("at", "\"2023-03-15T12:30:00\"")
        .containsEntry("open", "true")
        .containsEntry("mixed", "\"1\"")
        .containsEntry("_row", "2");
    assertThat(reading.rows.get(1))
        .containsEntry("price", "12345678901.25")
        .containsEntry("day", "null");
    assertThat(reading.rows.get(2))
        .containsEntry("item", "null")
        .containsEntry("mixed", "\"text\"")
        .containsEntry("_row", "5");
  }

  @Test
  void theVendorsOwnClientReadsTheSameFromTheDouble() throws Exception {
    String token;
    try (Source source = open(connection())) {
      source.streams();
    }
    token = "invented-access-token-1";
    Sheets client =
        new Sheets.Builder(
                new NetHttpTransport(),
                GsonFactory.getDefaultInstance(),
                request -> request.getHeaders().setAuthorization("Bearer " + token))
            .setRootUrl(service.url() + "/")
            .setApplicationName("test")
            .build();
    List<List<Object>> values =
        client
            .spreadsheets()
            .values()
            .get(SheetsDouble.ID, "'Q1 ''plan'''!A2:F5")
            .setValueRenderOption("UNFORMATTED_VALUE")
            .execute()
            .getValues();
    assertThat(values.getFirst().get(1)).isEqualTo(new BigDecimal("0.1"));
    assertThat(
            client
                .spreadsheets()
                .get(SheetsDouble.ID)
                .execute()
                .getSheets()
                .getFirst()
                .getProperties()
                .getGridProperties()
                .getRowCount())
        .isEqualTo(5);
    Reading ours = read("Q1 'plan'", Map.of());
    List<String> prices = new ArrayList<>();
    for (List<Object> row : values) {
      if (!row.isEmpty()) {
        prices.add(row.size() > 1 && !row.get(1).equals("") ? row.get(1).toString() : "null");
      }
    }
    assertThat(ours.column("price")).isEqualTo(prices);
    // The client asks for the same addresses, but for the order of their parameters.
    assertThat(service.requests)
        .anyMatch(r ->
            r.startsWith("/v4/spreadsheets/" + SheetsDouble.ID + "/values/'Q1 ''plan'''!A2:F5?"));
  }

  @Test
  void rowsAreAskedForInRanges() {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row("n"));
    for (int i = 0; i < 25; i++) {
      rows.add(i >= 8 && i < 20 ? row() : row(BigDecimal.valueOf(7)));
    }
    service.tabs.add(new Tab("many", 5, rows, 3));
    Reading reading = read("x", Map.of("worksheet_gid", 5, "rows_per_request", 4));
    assertThat(reading.rows).hasSize(13);
    assertThat(service.requests.stream().filter(r -> r.contains("/values/")))
        .hasSize(7)
        .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains("'many'!A2:C5?majorDimension=ROWS&valueRenderOption=UNFORMATTED_VALUE");
    assertThat(read("x", Map.of("worksheet_gid", 5, "empty_rows", "keep")).rows).hasSize(25);
  }

  @Test
  void tabsAndRangesAreFoundByEveryName() {
    try (Source source = open(connection())) {
      assertThat(source.streams()).containsExactly("Q1 'plan'");
    }
    assertThat(read("x", Map.of("worksheet_index", 0)).rows).hasSize(3);
    assertThat(read("x", Map.of("worksheet_title", "Q1 'plan'", "range", "A1:B3")).rows)
        .hasSize(2)
        .allMatch(row -> row.size() == 2);
    assertThat(read("x", Map.of("range", "prices")).rows).hasSize(2);
    assertThat(
            read("Q1 'plan'", Map.of("header_row", 0, "range", "A2:B3", "values", "formatted"))
                .rows)
        .containsExactly(
            Map.of("A", "\"Söt \\\"x\\\"\"", "B", "\"0.1\""),
            Map.of("A", "\"b\"", "B", "\"12345678901.25\""));
    assertThat(read("Q1 'plan'", Map.of("skip_rows", 1)).rows).hasSize(2);
    assertThat(failure("nothing", Map.of()).code()).isEqualTo("SHEETS_TAB_UNKNOWN");
    assertThat(failure("x", Map.of("range", "no such")).code()).isEqualTo("SHEETS_TAB_UNKNOWN");
  }

  @Test
  void whatIsWrongWithASheetIsNamedByItsCell() {
    service.tabs.add(new Tab("twice", 1, List.of(row("a", "b", "a"), row(ONE)), 3));
    service.tabs.add(new Tab("hole", 2, List.of(row("a", null, "c"), row(ONE)), 3));
    service.tabs.add(new Tab("bare", 3, List.of(row(), row(ONE)), 3));
    service.tabs.add(new Tab("wide", 4, List.of(row("a"), row(ONE, ONE)), 3));
    assertThat(failure("twice", Map.of()).what()).contains("column C is taken: a");
    assertThat(failure("hole", Map.of()).what()).contains("column B has no name");
    assertThat(failure("bare", Map.of()).code()).isEqualTo("SHEETS_HEADER_MISSING");
    assertThat(failure("wide", Map.of()).what()).contains("cell B2 has a value: 1");
  }

  @Test
  void errorsOfFormulasAloneAreTextAndSayNothingBesideValues() {
    service.tabs.add(
        new Tab(
            "failed",
            1,
            List.of(
                row("f", "n", "t", "e"), row("#N/A", ONE, "#REF!", null), row(null, "#N/A", "x")),
            4));
    try (Source source = open(connection())) {
      StreamSelection failed = tab("failed", Map.of());
      assertThat(source.describe(failed).schema().fields())
          .extracting(field -> field.nativeType() + " as " + field.type().text())
          .containsExactly(
              "error of a formula as string",
              "number as decimal",
              "text as string",
              "text as string");
    }
    assertThat(read("failed", Map.of("types", Map.of("n", "string"))).rows.getFirst())
        .containsEntry("f", "\"#N/A\"")
        .containsEntry("t", "\"#REF!\"");
  }

  @Test
  void aValueOfAnotherTypeIsRejectedByItsRow() {
    service.tabs.add(
        new Tab("t", 1, List.of(row("n"), row(ONE), row("#N/A"), row(BigDecimal.TEN)), 1));
    context.maxRejects = 1;
    Reading reading = read("t", Map.of("types", Map.of("n", "decimal(18,2)")));
    assertThat(reading.rows).hasSize(2);
    assertThat(reading.read).isEqualTo(3);
    assertThat(reading.rejected).isEqualTo(1);
    assertThat(context.rejected.getFirst()).contains("t/n/").contains("#N/A");
    assertThat(failure("t", Map.of("types", Map.of("m", "date"))).what()).contains("m");
  }

  /** Case V04: the service asks to slow down, and is waited for as long as it says. */
  @Test
  void issueV04() {
    context.retries = 2;
    service.troubles.add(
        new String[] {"429", "1", SheetsDouble.error(429, "RESOURCE_EXHAUSTED", "Quota exceeded")});
    long begun = System.nanoTime();
    assertThat(read("Q1 'plan'", Map.of()).rows).hasSize(3);
    assertThat(System.nanoTime() - begun).isGreaterThan(900_000_000L);
    assertThat(context.failures.getFirst().code()).isEqualTo("HTTP_THROTTLED");
    assertThat(context.failures.getFirst().retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void limitsAreToldFromRefusals() {
    service.troubles.add(
        new String[] {
          "403", null, "{\"error\":{\"errors\":[{\"reason\":\"dailyLimitExceeded\"}]}}"
        });
    assertThat(failure("Q1 'plan'", Map.of()).category()).isEqualTo(ErrorCategory.QUOTA);
    service.troubles.add(
        new String[] {"403", null, SheetsDouble.error(403, "PERMISSION_DENIED", "No access.")});
    assertThat(failure("Q1 'plan'", Map.of()).code()).isEqualTo("HTTP_FORBIDDEN");
    service.troubles.add(
        new String[] {
          "429", null, SheetsDouble.error(429, "RESOURCE_EXHAUSTED", "Quota exceeded")
        });
    DponeException slow = failure("Q1 'plan'", Map.of());
    assertThat(slow.retryAfter()).contains(Duration.ofSeconds(20));
  }

  @Test
  void aUserLogsInByConsent() {
    Map<String, Object> connection = connection();
    connection.remove("json_key");
    connection.put("auth_type", "oauth_refresh_token");
    connection.put("client_id", TokenDouble.CLIENT);
    connection.put("client_secret", TokenDouble.SECRET);
    connection.put("refresh_token", TokenDouble.REFRESH);
    connection.put("token_uri", tokens.url());
    try (Source source = open(connection)) {
      assertThat(Reading.full(source, tab("Q1 'plan'", Map.of())).rows).hasSize(3);
      assertThat(tokens.asked).containsExactly("refresh_token");
    }
    connection.put("refresh_token", "canary-refresh-token");
    try (Source source = open(connection)) {
      assertThatThrownBy(() -> source.describe(tab("Q1 'plan'", Map.of())))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> {
                StringWriter all = new StringWriter();
                e.printStackTrace(new PrintWriter(all));
                assertThat(e.code()).isEqualTo("HTTP_TOKEN_REFUSED");
                assertThat(all.toString()).doesNotContain("canary");
              });
    }
  }

  @Test
  void aPublishedTabNeedsNoLogin() {
    Map<String, Object> connection = new HashMap<>();
    connection.put("url", service.url());
    connection.put("auth_type", "published_csv");
    connection.put("spreadsheet_id", SheetsDouble.ID);
    try (Source source = open(connection)) {
      StreamSelection tab =
          tab("t", Map.of("worksheet_gid", 3, "types", Map.of("name", "string", "n", "int64")));
      Reading reading = Reading.full(source, tab);
      assertThat(reading.column("name")).containsExactly("\"a,b\"", "null");
      assertThat(reading.column("n")).containsExactly("1", "2");
      assertThat(service.requests)
          .contains("/spreadsheets/d/" + SheetsDouble.ID + "/export?format=csv&gid=3");
      assertThatThrownBy(() -> source.describe(tab("t", Map.of("worksheet_title", "x"))))
          .hasMessageContaining("takes no worksheet_title");
    }
  }

  @Test
  void optionsThatDoNotFitAreRefusedOffline() {
    Map<String, Object> both = connection();
    both.put("spreadsheet_id", "x");
    assertThatThrownBy(() -> open(both)).hasMessageContaining("give one of");
    Map<String, Object> without = connection();
    without.remove("json_key");
    assertThatThrownBy(() -> open(without)).hasMessageContaining("lacks json_key");
    Map<String, Object> wrong = connection();
    wrong.put("spreadsheet_url", "https://example.com/x");
    assertThatThrownBy(() -> open(wrong)).hasMessageContaining("no address of a spreadsheet");
  }
}
