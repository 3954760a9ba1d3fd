package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A double of Google Sheets (https://developers.google.com/workspace/sheets/api/reference/rest):
 * one spreadsheet with one tab, its names in the first row; days and times are serial numbers, and
 * empty cells at the ends of rows are left out.
 */
public final class SheetsDouble implements VendorDouble {
  private static final String ID = "1invented-spreadsheet-id";
  private static final String PATH = "/v4/spreadsheets/" + ID;
  private static final LocalDate FIRST = LocalDate.of(1899, 12, 30);
  private static final Pattern RANGE = Pattern.compile("'orders'!A([0-9]+):H([0-9]+)");
  private static final String FAILED = "failed";

  /** Rows that a request for cells asks for, and cells left of {@link #FAILED}. */
  private static final int SAMPLE = 200;

  private static final String FILLER = "{}, ".repeat(7);

  /** What cells show whose formulas fail, each in its way. */
  private static final List<String> ERRORS =
      List.of("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!");

  private static final DataType TEXT = new DataType.Text();
  private static final DataType NUMBER = new DataType.Int(64);
  private static final DataType MONEY = new DataType.Decimal(18, 2);
  private static final DataType DAY = new DataType.Date();
  private static final DataType TIME = new DataType.Timestamp(3);

  private final VendorStream orders =
      new VendorStream(
          "orders",
          List.of("id"),
          List.of(
              new VendorColumn(
                  new TestTable.Column("id", NUMBER, true),
                  (n, m, v) -> Integer.toString(n),
                  "9007199254740991",
                  "-9007199254740991"),
              VendorColumn.of("note", TEXT, (n, m, v) -> "note " + v, Cells.TEXT),
              VendorColumn.of("amount", MONEY, (n, m, v) -> n + ".25", "12345678901234.56"),
              VendorColumn.of(
                  "day",
                  DAY,
                  (n, m, v) -> Cells.day(LocalDate.of(2026, 1, 1), n % 365),
                  "1900-01-01"),
              VendorColumn.of(
                  "at", TIME, (n, m, v) -> Long.toString(n * 61_001_000L), "4102444799999000"),
              VendorColumn.of(
                  "open", new DataType.Bool(), (n, m, v) -> n % 2 == 0 ? "t" : "f", "t"),
              VendorColumn.of(
                  "rate",
                  new DataType.FloatingPoint(64),
                  (n, m, v) -> Cells.measure(n * 0.1),
                  Cells.measure(1.7976931348623157e308)),
              VendorColumn.of(
                  FAILED, TEXT, (n, m, v) -> ERRORS.get((n + v) % ERRORS.size()), "#N/A")),
          Map.of(
              "types",
              Map.of(
                  "id", "int64",
                  "note", "string",
                  "amount", "decimal(18,2)",
                  "day", "date",
                  "at", "timestamp(3)",
                  "open", "bool",
                  "rate", "float64"),
              "rows_per_request",
              500),
          true,
          1);

  private final ConsentDouble tokens = new ConsentDouble();

  @Override
  public List<VendorStream> streams() {
    return List.of(orders);
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    Map<String, Object> connection = new LinkedHashMap<>(secrets);
    connection.put("auth_type", "oauth_refresh_token");
    connection.put("client_id", ConsentDouble.CLIENT);
    connection.put("spreadsheet_id", ID);
    return connection;
  }

  @Override
  public Map<String, Object> served(String url) {
    return Map.of("token_uri", url.endsWith("/") ? url + "token" : url + "/token");
  }

  @Override
  public Map<String, String> secrets() {
    return ConsentDouble.secrets();
  }

  @Override
  public Map<String, String> others() {
    return Map.of("json_key", "the double's login is a consent; a test of the connector has a key");
  }

  @Override
  public void accept(Map<String, String> secrets) {
    tokens.accept(secrets);
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request) {
    if (request.path().equals("/token")) {
      return tokens.answer(request);
    }
    String login = request.header("Authorization").orElse("");
    String token = login.startsWith("Bearer ") ? login.substring("Bearer ".length()) : "";
    if (!tokens.isStandard(token) && !tokens.isOfLogin(token)) {
      return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    }
    if (request.path().equals(PATH)) {
      return request.parameter("ranges").isPresent() ? cells() : tabs();
    }
    Matcher range =
        RANGE.matcher(
            request.path().startsWith(PATH + "/values/")
                ? request.path().substring(PATH.length() + 8)
                : "");
    return range.matches()
        ? values(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
        : error(400, "INVALID_ARGUMENT", "Unable to parse range: " + request.path());
  }

  private DoubleAnswer tabs() {
    return DoubleAnswer.json(
        "{\"sheets\": [{\"properties\": {\"sheetId\": 0, \"title\": \"orders\", \"index\": 0,"
            + " \"sheetType\": \"GRID\", \"gridProperties\": {\"rowCount\": "
            + (rows().size() + 1)
            + ", \"columnCount\": "
            + orders.table().columns().size()
            + "}}}]}");
  }

  /** The names, and what becomes of formulas: the types of other columns are declared. */
  private DoubleAnswer cells() {
    String names =
        orders.table().columns().stream()
            .map(column -> "{\"formattedValue\": " + Cells.quote(column.name()) + "}")
            .collect(Collectors.joining(", "));
    String first =
        rows().stream()
            .limit(SAMPLE)
            .map(row -> ", {\"values\": [" + FILLER + formula(orders.cell(row, FAILED)) + "]}")
            .collect(Collectors.joining());
    return DoubleAnswer.json(
        "{\"sheets\": [{\"data\": [{\"rowData\": [{\"values\": ["
            + names
            + "]}"
            + first
            + "]}]}]}");
  }

  private static String formula(@Nullable String shown) {
    return shown == null
        ? "{}"
        : "{\"formattedValue\": "
            + Cells.quote(shown)
            + ", \"effectiveValue\": {\"errorValue\": {\"type\": \"ERROR\", \"message\": \"\"}}}";
  }

  private DoubleAnswer values(int first, int last) {
    List<TestRow> all = rows();
    String values =
        all.subList(Math.min(all.size(), first - 2), Math.min(all.size(), last - 1)).stream()
            .map(this::row)
            .collect(Collectors.joining(","));
    return DoubleAnswer.json(
        "{\"range\": \"orders\", \"majorDimension\": \"ROWS\""
            + (values.isEmpty() ? "" : ", \"values\": [" + values + "]")
            + "}");
  }

  private List<TestRow> rows() {
    return orders.rows(row -> true);
  }

  private String row(TestRow row) {
    StringBuilder cells = new StringBuilder();
    int last = 0;
    for (int i = 0; i < orders.table().columns().size(); i++) {
      cells
          .append(i == 0 ? "" : ",")
          .append(cell(orders.table().columns().get(i).type(), row.cell(i)));
      last = row.cell(i) == null ? last : cells.length();
    }
    return "[" + cells.substring(0, last) + "]";
  }

  private static String cell(DataType type, @Nullable String cell) {
    if (cell == null) {
      return "\"\"";
    }
    return switch (type) {
      case DataType.Date t -> Long.toString(ChronoUnit.DAYS.between(FIRST, LocalDate.parse(cell)));
      case DataType.Timestamp t ->
          Double.toString(
              (Long.parseLong(cell) / 1_000.0 - FIRST.toEpochDay() * 86_400_000.0) / 86_400_000.0);
      default -> Cells.json(type, cell);
    };
  }

  private static DoubleAnswer error(int status, String name, String message) {
    return DoubleAnswer.json(
        status,
        "{\"error\": {\"code\": "
            + status
            + ", \"message\": "
            + Cells.quote(message)
            + ", \"status\": \""
            + name
            + "\"}}");
  }
}
