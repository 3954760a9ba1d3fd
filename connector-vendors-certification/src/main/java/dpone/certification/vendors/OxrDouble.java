package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A double of Open Exchange Rates (https://docs.openexchangerates.org/): the id goes in the query,
 * errors are JSON with a message, unknown symbols are left out without a word.
 */
public final class OxrDouble implements VendorDouble {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  /** Let in beside the one that a trial of logins chooses. */
  private static final String STANDARD = "invented-app-id";

  private static final int A_DAY = 200;
  private static final DataType TEXT = new DataType.Text();
  private static final DataType DATE = new DataType.Date();
  private static final DataType RATE = new DataType.Decimal(38, 18);
  private static final DataType TIME = new DataType.TimestampTz(0);

  /** Not of any day's end: what the newest rates are of. */
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private static final VendorColumn BASE =
      VendorColumn.required("base", TEXT, (n, m, v) -> "USD", "USD", "USD");
  private static final VendorColumn CURRENCY =
      VendorColumn.required("currency", TEXT, (n, m, v) -> code(n), "ZZZ", "ZZY");
  private static final VendorColumn VALUE =
      VendorColumn.required(
          "rate",
          RATE,
          (n, m, v) -> Cells.decimal(BigDecimal.valueOf(1_000_003L + n * 11L + v, 9)),
          "12345678901234567890.123456789012345678",
          "0.000000000000000001");

  private final VendorStream latest =
      new VendorStream(
          "latest",
          List.of("rates_at", "base", "currency"),
          List.of(
              CURRENCY,
              VALUE,
              BASE,
              VendorColumn.required(
                  "rates_at",
                  TIME,
                  (n, m, v) -> Cells.second(NOW),
                  Cells.second(NOW),
                  Cells.second(NOW))),
          Map.of(),
          true,
          1);

  private final VendorStream historical =
      new VendorStream(
          "historical",
          List.of("rate_date", "base", "currency"),
          List.of(
              day(),
              CURRENCY,
              VALUE,
              BASE,
              VendorColumn.required(
                  "rates_at",
                  TIME,
                  (n, m, v) -> end(Cells.day(FIRST, Math.min(m, 20))),
                  end("2026-01-30"),
                  end("2026-01-31"))),
          Map.of("start_date", "2026-01-01", "end_date", "2026-01-31"),
          true,
          A_DAY);

  private final VendorStream series =
      new VendorStream(
          "time_series",
          List.of("rate_date", "base", "currency"),
          List.of(day(), CURRENCY, VALUE, BASE),
          Map.of("start_date", "2026-01-01", "end_date", "2026-02-28"),
          true,
          A_DAY);

  private final VendorStream currencies =
      new VendorStream(
          "currencies",
          List.of("currency"),
          List.of(CURRENCY, VendorColumn.of("name", TEXT, (n, m, v) -> "Money " + n, Cells.TEXT)),
          Map.of(),
          false,
          1);

  private volatile String id = STANDARD;

  private static VendorColumn day() {
    return VendorColumn.required(
        "rate_date",
        DATE,
        (n, m, v) -> Cells.day(FIRST, Math.min(m, 20)),
        "2026-01-30",
        "2026-01-31");
  }

  /** A code of three letters, from AAA on. */
  private static String code(int number) {
    return ""
        + (char) ('A' + number / 676 % 26)
        + (char) ('A' + number / 26 % 26)
        + (char) ('A' + number % 26);
  }

  /** The vendor's stamp of a day's last rates. */
  private static String end(String day) {
    return Cells.second(LocalDate.parse(day).atTime(23, 59, 59).toInstant(ZoneOffset.UTC));
  }

  @Override
  public List<VendorStream> streams() {
    return List.of(historical, latest, series, currencies);
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    return Map.copyOf(secrets);
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("app_id", STANDARD);
  }

  @Override
  public void accept(Map<String, String> secrets) {
    id = secrets.getOrDefault("app_id", "");
  }

  /** An error as the vendor writes it. */
  public static DoubleAnswer error(int status, String message, String description) {
    return DoubleAnswer.json(
        status,
        "{\"error\": true, \"status\": "
            + status
            + ", \"message\": \""
            + message
            + "\", \"description\": "
            + Cells.quote(description)
            + "}");
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request) {
    String given = request.parameter("app_id").orElse("");
    if (given.isEmpty()) {
      return error(401, "missing_app_id", "No App ID provided.");
    }
    if (!given.equals(id) && !given.equals(STANDARD)) {
      // The vendor may well repeat what it was given.
      return error(401, "invalid_app_id", "Invalid App ID provided: " + given);
    }
    String path = request.path();
    if (path.equals("/latest.json")) {
      return rates(latest, latest.rows(row -> true), request, NOW.getEpochSecond());
    }
    if (path.startsWith("/historical/")) {
      String day = path.substring("/historical/".length()).replace(".json", "");
      long at = Long.parseLong(end(day)) / 1_000_000;
      return rates(
          historical,
          historical.rows(row -> day.equals(historical.cell(row, "rate_date"))),
          request,
          at);
    }
    if (path.equals("/time-series.json")) {
      return series(request);
    }
    if (path.equals("/currencies.json")) {
      StringJoiner names = new StringJoiner(",", "{", "}");
      currencies
          .rows(row -> true)
          .forEach(row ->
              names.add(
                  Cells.quote(String.valueOf(currencies.cell(row, "currency")))
                      + ": "
                      + Cells.json(TEXT, currencies.cell(row, "name"))));
      return DoubleAnswer.json(names.toString());
    }
    return error(404, "not_found", "Client requested a non-existent resource/route.");
  }

  private static DoubleAnswer rates(
      VendorStream stream, List<TestRow> rows, DoubleRequest request, long at) {
    return DoubleAnswer.json(
        "{\"disclaimer\": \"invented\", \"license\": \"invented\", \"timestamp\": "
            + at
            + ", \"base\": \""
            + request.parameter("base").orElse("USD")
            + "\", \"rates\": "
            + object(stream, rows, request)
            + "}");
  }

  private static String object(VendorStream stream, List<TestRow> rows, DoubleRequest request) {
    List<String> wanted = new ArrayList<>();
    request.parameter("symbols").ifPresent(text -> wanted.addAll(List.of(text.split(","))));
    StringJoiner rates = new StringJoiner(", ", "{", "}");
    for (TestRow row : rows) {
      String currency = String.valueOf(stream.cell(row, "currency"));
      if (wanted.isEmpty() || wanted.contains(currency)) {
        rates.add(Cells.quote(currency) + ": " + stream.cell(row, "rate"));
      }
    }
    return rates.toString();
  }

  private DoubleAnswer series(DoubleRequest request) {
    LocalDate from = LocalDate.parse(request.parameter("start").orElse(""));
    LocalDate to = LocalDate.parse(request.parameter("end").orElse(""));
    StringJoiner days = new StringJoiner(", ", "{", "}");
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      String text = day.toString();
      days.add(
          Cells.quote(text)
              + ": "
              + object(
                  series, series.rows(row -> text.equals(series.cell(row, "rate_date"))), request));
    }
    return DoubleAnswer.json(
        "{\"disclaimer\": \"invented\", \"license\": \"invented\", \"start_date\": \""
            + from
            + "\", \"end_date\": \""
            + to
            + "\", \"base\": \""
            + request.parameter("base").orElse("USD")
            + "\", \"rates\": "
            + days
            + "}");
  }
}
