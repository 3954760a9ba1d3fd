package dpone.connector.vendors.cbr;

import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.option.Options;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.NumberForm;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.ColumnDefinition.Source;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Streams of the Bank of Russia's XML (https://www.cbr.ru/development/SXML/). Numbers have a
 * decimal comma, dates are {@code dd.MM.yyyy}, texts are windows-1251 as the documents say
 * themselves.
 */
final class CbrStreams {
  static final String DAILY = "daily_rates";
  static final String PERIOD = "period_rates";
  static final String CURRENCIES = "currencies";

  /** Rates are set for days of Moscow. */
  static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

  private static final CellForm DAY = CellForm.of("dd.MM.yyyy");
  private static final CellForm COMMA = CellForm.STANDARD.with(NumberForm.COMMA);
  private static final DataType TEXT = new DataType.Text();
  private static final DataType NUMBER = new DataType.Int(32);

  // Rates have four digits after the comma; the rate of one unit has as many as the division gives.
  private static final DataType RATE = new DataType.Decimal(24, 8);
  private static final DataType UNIT_RATE = new DataType.Decimal(38, 18);

  private CbrStreams() {}

  /**
   * A day's rates of all currencies. The document names the day that its rates are of: on a day
   * without new ones it is an earlier day than was asked for.
   */
  static StreamDefinition daily(Options options) {
    return StreamDefinition.named(DAILY)
        .request(Request.get("XML_daily.asp").param("date_req", "{from:dd/MM/yyyy}"))
        .slicedBy(windows(Period.ofDays(1)))
        .format(new BodyFormat.Xml("/ValCurs/Valute"))
        .column(ColumnDefinition.ofRequest("requested_date", new DataType.Date(), "from"))
        .column(
            new ColumnDefinition(
                new Field("rate_date", new DataType.Date(), false, ""),
                new Source.InEnvelope("/ValCurs/@Date"),
                DAY))
        .column(ColumnDefinition.of("currency_id", TEXT, "/@ID").required())
        .column("num_code", TEXT, "/NumCode")
        .column("char_code", TEXT, "/CharCode")
        .column("nominal", NUMBER, "/Nominal")
        .column("name", TEXT, "/Name")
        .column(ColumnDefinition.of("value", RATE, "/Value").written(COMMA))
        .column(ColumnDefinition.of("vunit_rate", UNIT_RATE, "/VunitRate").written(COMMA))
        .key("requested_date", "currency_id")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(DAILY, options, ZONE))
        .note("a day without new rates repeats the last ones: rate_date says of which day they are")
        .build();
  }

  /** The rates of each currency in a period, one row for each day on which one was set. */
  static StreamDefinition period(Options options) {
    List<String> chosen = options.strings("currencies");
    Slicing currencies =
        chosen.isEmpty()
            ? new Slicing.Parents(currencies(), Map.of("currency", "currency_id"))
            : new Slicing.Values("currency", chosen);
    return StreamDefinition.named(PERIOD)
        .request(
            Request.get("XML_dynamic.asp")
                .param("date_req1", "{from:dd/MM/yyyy}")
                .param("date_req2", "{last:dd/MM/yyyy}")
                .param("VAL_NM_RQ", "{currency}"))
        .slicedBy(windows(Period.ofYears(1)))
        .slicedBy(currencies)
        .format(new BodyFormat.Xml("/ValCurs/Record"))
        .column(ColumnDefinition.of("currency_id", TEXT, "/@Id").required())
        .column(
            ColumnDefinition.of("rate_date", new DataType.Date(), "/@Date").required().written(DAY))
        .column("nominal", NUMBER, "/Nominal")
        .column(ColumnDefinition.of("value", RATE, "/Value").written(COMMA))
        .column(ColumnDefinition.of("vunit_rate", UNIT_RATE, "/VunitRate").written(COMMA))
        .key("currency_id", "rate_date")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(PERIOD, options, ZONE))
        .build();
  }

  /** The currencies that rates are or were set for. */
  static StreamDefinition currencies() {
    return StreamDefinition.named(CURRENCIES)
        .request(Request.get("XML_valFull.asp"))
        .format(new BodyFormat.Xml("/Valuta/Item"))
        .column(ColumnDefinition.of("currency_id", TEXT, "/@ID").required())
        .column("name", TEXT, "/Name")
        .column("eng_name", TEXT, "/EngName")
        .column("nominal", NUMBER, "/Nominal")
        .column("parent_code", TEXT, "/ParentCode")
        .column("iso_num_code", TEXT, "/ISO_Num_Code")
        .column("iso_char_code", TEXT, "/ISO_Char_Code")
        .key("currency_id")
        .bounds(Bounds.STANDARD)
        .build();
  }

  private static Slicing.Windows windows(Period step) {
    // The rates of a day are set on the day before, so the present day's are final.
    return new Slicing.Windows(
        Slicing.Unit.DAY_SO_FAR,
        new Step(step),
        ZONE,
        new Step(Period.ofDays(30)),
        Duration.ZERO,
        null);
  }
}
