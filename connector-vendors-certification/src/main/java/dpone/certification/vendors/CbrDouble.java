package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A double of the Bank of Russia's XML (https://www.cbr.ru/development/SXML/): windows-1251,
 * decimal commas, and on days without new rates the last ones with the day that they are of.
 */
public final class CbrDouble implements VendorDouble {
  private static final Charset CYRILLIC = Charset.forName("windows-1251");
  private static final DateTimeFormatter ASKED = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("dd.MM.yyyy");

  /** A Thursday. */
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  private static final int A_DAY = 200;
  private static final List<String> PERIOD_CURRENCIES = List.of("R01235", "R01239", "R01820");
  private static final DataType TEXT = new DataType.Text();
  private static final DataType DATE = new DataType.Date();
  private static final DataType NUMBER = new DataType.Int(32);
  private static final DataType RATE = new DataType.Decimal(24, 8);
  private static final DataType UNIT_RATE = new DataType.Decimal(38, 18);

  private static final VendorColumn NOMINAL =
      VendorColumn.of("nominal", NUMBER, (n, m, v) -> "10", "1000000");
  private static final VendorColumn VALUE =
      VendorColumn.of("value", RATE, (n, m, v) -> rate(n, v, 4), "1234567890123456.12345678");
  private static final VendorColumn UNIT =
      VendorColumn.of(
          "vunit_rate",
          UNIT_RATE,
          (n, m, v) -> rate(n, v, 5),
          "12345678901234567890.123456789012345678");

  private final VendorStream daily =
      new VendorStream(
          "daily_rates",
          List.of("requested_date", "currency_id"),
          List.of(
              VendorColumn.required(
                  "requested_date", DATE, (n, m, v) -> day(m), "2026-01-20", "2026-01-25"),
              VendorColumn.required(
                  "rate_date", DATE, (n, m, v) -> rateDay(day(m)), "2026-01-20", "2026-01-24"),
              VendorColumn.required("currency_id", TEXT, (n, m, v) -> id(n), "R99998", "R99999A"),
              VendorColumn.of("num_code", TEXT, (n, m, v) -> "840", "036"),
              VendorColumn.of("char_code", TEXT, (n, m, v) -> "USD", "XDR"),
              NOMINAL,
              VendorColumn.of("name", TEXT, (n, m, v) -> "Доллар США " + n, Cells.TEXT),
              VALUE,
              UNIT),
          Map.of("start_date", "2026-01-01", "end_date", "2026-01-25"),
          true,
          A_DAY);

  private final VendorStream period =
      new VendorStream(
          "period_rates",
          List.of("currency_id", "rate_date"),
          List.of(
              VendorColumn.required(
                  "currency_id",
                  TEXT,
                  (n, m, v) -> PERIOD_CURRENCIES.get(n % 3),
                  "R01235",
                  "R01239"),
              VendorColumn.required(
                  "rate_date",
                  DATE,
                  (n, m, v) -> Cells.day(LocalDate.of(2020, 1, 1), n / 3),
                  "2024-12-30",
                  "2024-12-31"),
              NOMINAL,
              VALUE,
              UNIT),
          Map.of(
              "start_date", "2020-01-01",
              "end_date", "2024-12-31",
              "currencies", PERIOD_CURRENCIES),
          true,
          1);

  private final VendorStream currencies =
      new VendorStream(
          "currencies",
          List.of("currency_id"),
          List.of(
              VendorColumn.required("currency_id", TEXT, (n, m, v) -> id(n), "R99998", "R99999A"),
              VendorColumn.of("name", TEXT, (n, m, v) -> "Валюта " + n + "/" + v, Cells.TEXT),
              VendorColumn.of("eng_name", TEXT, (n, m, v) -> "Currency " + n, "O'Money & <co>"),
              VendorColumn.of("nominal", NUMBER, (n, m, v) -> "1", "2147483647"),
              VendorColumn.of("parent_code", TEXT, (n, m, v) -> "P" + n, "R00000"),
              VendorColumn.of("iso_num_code", TEXT, (n, m, v) -> "36", "0"),
              VendorColumn.of("iso_char_code", TEXT, (n, m, v) -> "AUD", "XDR")),
          Map.of(),
          true,
          1);

  private static String day(int moment) {
    return Cells.day(FIRST, Math.min(moment, 18));
  }

  /** New rates come from Tuesday to Saturday. */
  private static String rateDay(String day) {
    LocalDate date = LocalDate.parse(day);
    while (date.getDayOfWeek() == DayOfWeek.SUNDAY || date.getDayOfWeek() == DayOfWeek.MONDAY) {
      date = date.minusDays(1);
    }
    return date.toString();
  }

  private static String id(int number) {
    return "R%05d".formatted(number);
  }

  private static String rate(int number, int version, int scale) {
    return Cells.decimal(BigDecimal.valueOf(10_001L + number * 7L + version, scale));
  }

  @Override
  public List<VendorStream> streams() {
    return List.of(daily, period, currencies);
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    return Map.of();
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of();
  }

  @Override
  public void accept(Map<String, String> secrets) {
    // Everybody may ask.
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request) {
    return switch (request.path()) {
      case "/XML_daily.asp" -> daily(request);
      case "/XML_dynamic.asp" -> period(request);
      case "/XML_valFull.asp" ->
          xml(
              "<Valuta name=\"Foreign Currency Market Lib\">"
                  + elements(currencies, "Item", "currency_id", row -> row)
                  + "</Valuta>");
      default -> DoubleAnswer.of(404, "text/html", "<html>404</html>", CYRILLIC);
    };
  }

  private DoubleAnswer daily(DoubleRequest request) {
    String asked = LocalDate.parse(request.parameter("date_req").orElse(""), ASKED).toString();
    String name = LocalDate.parse(rateDay(asked)).format(WRITTEN);
    return xml(
        "<ValCurs Date=\""
            + name
            + "\" name=\"Foreign Currency Market\">"
            + daily.rows(row -> asked.equals(daily.cell(row, "requested_date"))).stream()
                .map(row -> element(daily.table(), row, "Valute", Map.of("ID", "currency_id")))
                .collect(Collectors.joining())
            + "</ValCurs>");
  }

  private DoubleAnswer period(DoubleRequest request) {
    LocalDate from = LocalDate.parse(request.parameter("date_req1").orElse(""), ASKED);
    LocalDate to = LocalDate.parse(request.parameter("date_req2").orElse(""), ASKED);
    String currency = request.parameter("VAL_NM_RQ").orElse("");
    List<TestRow> rows =
        period.rows(row -> {
          LocalDate day = LocalDate.parse(String.valueOf(period.cell(row, "rate_date")));
          return currency.equals(period.cell(row, "currency_id"))
              && !day.isBefore(from)
              && !day.isAfter(to);
        });
    return xml(
        "<ValCurs ID=\""
            + currency
            + "\" DateRange1=\""
            + from.format(WRITTEN)
            + "\" DateRange2=\""
            + to.format(WRITTEN)
            + "\" name=\"Foreign Currency Market Dynamic\">"
            + rows.stream()
                .map(row ->
                    element(
                        period.table(),
                        row,
                        "Record",
                        Map.of("Date", "rate_date", "Id", "currency_id")))
                .collect(Collectors.joining())
            + "</ValCurs>");
  }

  private static String elements(
      VendorStream stream, String name, String id, java.util.function.UnaryOperator<TestRow> as) {
    return stream.rows(row -> true).stream()
        .map(row -> element(stream.table(), as.apply(row), name, Map.of("ID", id)))
        .collect(Collectors.joining());
  }

  private static final Map<String, String> ELEMENTS =
      Map.ofEntries(
          Map.entry("num_code", "NumCode"),
          Map.entry("char_code", "CharCode"),
          Map.entry("nominal", "Nominal"),
          Map.entry("name", "Name"),
          Map.entry("value", "Value"),
          Map.entry("vunit_rate", "VunitRate"),
          Map.entry("eng_name", "EngName"),
          Map.entry("parent_code", "ParentCode"),
          Map.entry("iso_num_code", "ISO_Num_Code"),
          Map.entry("iso_char_code", "ISO_Char_Code"));

  /** A row as an element; what is null has none. */
  private static String element(
      TestTable table, TestRow row, String name, Map<String, String> attributes) {
    StringBuilder text = new StringBuilder("<" + name);
    attributes.forEach((attribute, column) ->
        text.append(' ')
            .append(attribute)
            .append("=\"")
            .append(written(table, row, table.index(column)))
            .append('"'));
    text.append('>');
    for (int i = 0; i < table.columns().size(); i++) {
      String tag = ELEMENTS.get(table.columns().get(i).name());
      if (tag != null && row.cell(i) != null) {
        text.append("<" + tag + ">" + written(table, row, i) + "</" + tag + ">");
      }
    }
    return text.append("</" + name + ">").toString();
  }

  private static String written(TestTable table, TestRow row, int index) {
    String cell = String.valueOf(row.cell(index));
    return switch (table.columns().get(index).type()) {
      case DataType.Date t -> LocalDate.parse(cell).format(WRITTEN);
      case DataType.Decimal t -> cell.replace('.', ',');
      default ->
          cell.replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;");
    };
  }

  private static DoubleAnswer xml(String document) {
    return DoubleAnswer.of(
        200,
        "application/xml; charset=windows-1251",
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?>" + document,
        CYRILLIC);
  }
}
