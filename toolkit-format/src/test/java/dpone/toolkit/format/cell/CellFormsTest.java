package dpone.toolkit.format.cell;

import static dpone.toolkit.format.Texts.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.option.Options;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.PoisonException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Numbers and times as people write them. */
@Tag("unit")
class CellFormsTest {
  private static final DataType.TimestampTz INSTANT = new DataType.TimestampTz(6);
  private static final CellForm COMMA = CellForm.STANDARD.with(NumberForm.COMMA);
  private static final CellForm POINT = CellForm.STANDARD.with(NumberForm.POINT);

  private static ColumnBatch read(DataType type, CellForm form, String text) {
    ColumnBatch batch = PlainMemory.batch(List.of(new Field("a", type, true, "")));
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    TextCells.of(type, form, false)
        .orElseThrow()
        .append(bytes, 1, bytes.length - 1, batch.column(0));
    batch.endRow();
    return batch;
  }

  private static long time(DataType type, CellForm form, String text) {
    return type instanceof DataType.Date
        ? read(type, form, text).ints(0).get(0)
        : read(type, form, text).longs(0).get(0);
  }

  private static void refused(DataType type, CellForm form, String... texts) {
    for (String text : texts) {
      assertThatThrownBy(() -> read(type, form, text)).as(text).isInstanceOf(PoisonException.class);
    }
  }

  private static String decimal(CellForm form, String text) {
    return read(new DataType.AnyDecimal(), form, text).bytes(0).text(0);
  }

  @Example
  void numbersWithACommaOrAPointBeforeTheFraction() {
    assertThat(decimal(COMMA, "92,5058")).isEqualTo("92.5058");
    assertThat(decimal(COMMA, "-1 234 567,10")).isEqualTo("-1234567.10");
    assertThat(decimal(COMMA, "1.234.567,1")).isEqualTo("1234567.1");
    assertThat(decimal(COMMA, "1\u00A0234,5")).isEqualTo("1234.5");
    assertThat(decimal(COMMA, "1\u202F234")).isEqualTo("1234");
    assertThat(decimal(COMMA, "+7")).isEqualTo("7");
    assertThat(decimal(POINT, "1,234,567.10")).isEqualTo("1234567.10");
    assertThat(decimal(POINT, "1'234.5")).isEqualTo("1234.5");
    assertThat(read(new DataType.Int(64), COMMA, "1 234").longs(0).get(0)).isEqualTo(1234);
  }

  /** A number of the other form is refused, and never a thousand times too large. */
  @Example
  void aNumberOfTheOtherFormIsRefused() {
    refused(
        new DataType.AnyDecimal(),
        COMMA,
        "92.5058",
        "1,5,0",
        "1.23",
        "1234.567",
        "12 34",
        "1 2345",
        "1.234 567",
        ",",
        "",
        "-",
        "1,",
        "1e3",
        "NaN",
        " 1",
        "1 ",
        ".123",
        "1..234",
        "1,234.5");
    refused(new DataType.AnyDecimal(), POINT, "92,5058", "1,234,5", "1.234,5", "1,23", "1.");
  }

  /** T10: at every scale and with both signs, the cent is where it was. */
  @Property(tries = 2000)
  void groupedNumbersAreExact(@ForAll BigDecimal any) {
    BigDecimal value = any.setScale(Math.floorMod(any.hashCode(), 9), RoundingMode.DOWN);
    DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
    symbols.setDecimalSeparator(',');
    symbols.setGroupingSeparator('.');
    DecimalFormat format = new DecimalFormat("#,##0.##########", symbols);
    format.setMinimumFractionDigits(value.scale());
    assertThat(new BigDecimal(decimal(COMMA, format.format(value)))).isEqualByComparingTo(value);
  }

  @Example
  void datesAndTimesOfAPattern() {
    DataType date = new DataType.Date();
    assertThat(time(date, CellForm.of("dd.MM.yyyy"), "01.03.1970")).isEqualTo(59);
    assertThat(time(date, CellForm.of("yyyyMMdd"), "19700102")).isEqualTo(1);
    assertThat(time(date, CellForm.of("d MMM yyyy"), "2 Jan 1970")).isEqualTo(1);
    assertThat(time(date, CellForm.of("dd/MM/uuuu"), "29/02/2000")).isEqualTo(11016);
    assertThat(time(new DataType.Time(3), CellForm.of("HH:mm"), "01:30")).isEqualTo(5_400_000_000L);
    assertThat(
            time(
                new DataType.Timestamp(3),
                CellForm.of("dd.MM.yyyy HH:mm:ss.SSS"),
                "02.01.1970 00:00:01.500"))
        .isEqualTo(86_401_500_000L);
    assertThat(time(INSTANT, CellForm.of("yyyy-MM-dd HH:mm:ssXXX"), "1970-01-01 03:00:00+03:00"))
        .isZero();
    refused(
        date,
        CellForm.of("dd.MM.yyyy"),
        "29.02.2001",
        "31.04.2020",
        "1.03.1970",
        "00.01.2000",
        "01.13.2000",
        "01.01.20000",
        "01-01-2000",
        "",
        "2000-01-01");
    refused(date, CellForm.of("d MMM yyyy"), "30 Feb 2000", "2 Foo 1970");
    refused(date, CellForm.of("dd.MM.yyyy HH:mm"), "01.01.2000 00:01");
    refused(
        new DataType.Timestamp(0),
        CellForm.of("dd.MM.yyyy HH:mm:ss.SSS"),
        "01.01.2000 00:00:00.001");
    refused(INSTANT, CellForm.of("dd.MM.yyyy HH:mm"), "01.01.2000 00:00");
    String mail = "EEE, dd MMM yyyy HH:mm:ss Z";
    assertThat(time(INSTANT, CellForm.of(mail), "Thu, 01 Jan 1970 03:00:17 +0300"))
        .isEqualTo(17_000_000L);
    refused(INSTANT, CellForm.of(mail), "Fri, 01 Jan 1970 03:00:17 +0300");
    CellForm comma = CellForm.of("yyyy-MM-dd'T'HH:mm:ss,SSSZ");
    assertThat(time(INSTANT, comma, "1970-01-01T00:00:00,001+0000")).isEqualTo(1000);
    assertThat(time(date, comma, "1970-01-03T00:00:00,000+0300")).isEqualTo(2);
    failure("FORMAT_OPTION", () -> CellForm.of("not a pattern"));
    failure("FORMAT_OPTION", () -> CellForm.zone("Europe/Atlantis"));
  }

  /** T12: an hour that is skipped is refused; one that is there twice is the first of the two. */
  @Example
  void timesByTheClockOfAZone() {
    CellForm berlin = CellForm.of("dd.MM.yyyy HH:mm").in(ZoneId.of("Europe/Berlin"));
    assertThat(time(INSTANT, berlin, "25.10.2026 02:30"))
        .isEqualTo(java.time.Instant.parse("2026-10-25T00:30:00Z").getEpochSecond() * 1_000_000);
    assertThat(time(INSTANT, berlin, "29.03.2026 03:00"))
        .isEqualTo(java.time.Instant.parse("2026-03-29T01:00:00Z").getEpochSecond() * 1_000_000);
    refused(INSTANT, berlin, "29.03.2026 02:30");
    CellForm iso = CellForm.STANDARD.in(ZoneOffset.ofHours(3));
    for (String text : List.of("1970-01-01T03:00:00", "1970-01-01 00:00Z", "1970-01-01T05:00+05")) {
      assertThat(time(INSTANT, iso, text)).as(text).isZero();
    }
    assertThat(time(INSTANT, iso, "infinity")).isEqualTo(Long.MAX_VALUE);
    assertThat(time(INSTANT, CellForm.of(Epoch.SECONDS).in(ZoneOffset.ofHours(3)), "1"))
        .isEqualTo(1_000_000);
  }

  @Property(tries = 2000)
  void patternsOfDigitsAreReadAsTheJdkReadsThem(@ForAll long seed) {
    Random random = new Random(seed);
    String pattern =
        List.of(
                "yyyy-MM-dd HH:mm:ss.SSSSSS",
                "dd.MM.yyyy HH:mm:ss,SSS",
                "yyyyMMdd'T'HHmmss",
                "MM/dd/yyyy HH:mm",
                "yyyy_MM_dd")
            .get(random.nextInt(5));
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            random.nextLong(-2_000_000_000L, 200_000_000_000L),
            random.nextInt(1_000_000_000),
            ZoneOffset.UTC);
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    String text = formatter.format(time);
    LocalDateTime read =
        pattern.contains("H")
            ? LocalDateTime.parse(text, formatter)
            : java.time.LocalDate.parse(text, formatter).atStartOfDay();
    assertThat(time(new DataType.Timestamp(6), CellForm.of(pattern), text))
        .isEqualTo(read.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + read.getNano() / 1000);
  }

  @Property(tries = 2000)
  void anyTextIsAValueOrPoison(@ForAll String text) {
    for (CellForm form : List.of(COMMA, POINT)) {
      try {
        decimal(form, text);
      } catch (PoisonException e) {
        assertThat(e.poison().code().code()).startsWith("FORMAT_VALUE");
      }
    }
    for (String pattern : List.of("dd.MM.yyyy", "d MMM yyyy HH:mm XXX")) {
      try {
        time(new DataType.Timestamp(6), CellForm.of(pattern), text);
      } catch (PoisonException e) {
        assertThat(e.poison().code().code()).startsWith("FORMAT_VALUE");
      }
    }
  }

  @Example
  void formsAreOptionsOfAColumn() {
    CellForm form =
        CellForm.of(
            Options.of(
                Map.of(
                    "pattern",
                    "dd.MM.yyyy",
                    "zone",
                    "Europe/Moscow",
                    "decimal",
                    "comma",
                    "empty_is_null",
                    true)));
    assertThat(form)
        .isEqualTo(
            new CellForm(
                null, "dd.MM.yyyy", ZoneId.of("Europe/Moscow"), NumberForm.COMMA, List.of("")));
    assertThat(CellForm.of(Options.of(Map.of("epoch", "millis"))))
        .isEqualTo(CellForm.of(Epoch.MILLIS));
    assertThat(CellForm.of(Options.of(Map.of()))).isEqualTo(CellForm.STANDARD);
  }
}
