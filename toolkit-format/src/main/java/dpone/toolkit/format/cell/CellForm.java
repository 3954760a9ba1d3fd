package dpone.toolkit.format.cell;

import dpone.spi.option.Options;
import dpone.toolkit.format.codec.FormatCode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column are written, where it is not by ISO 8601 and with a decimal point.
 *
 * @param epoch unit of a date or time that is a number; or null
 * @param pattern of a date or time that is text, as in {@link java.time.format.DateTimeFormatter},
 *     such as {@code dd.MM.yyyy}; or null
 * @param zone of a time without one, for a column that is an instant; or null
 * @param numbers how numbers in text are written
 * @param nullTexts texts that mean null, such as the empty one or {@code N/A}
 */
public record CellForm(
    @Nullable Epoch epoch,
    @Nullable String pattern,
    @Nullable ZoneId zone,
    NumberForm numbers,
    List<String> nullTexts) {
  /** ISO 8601 and a decimal point. */
  public static final CellForm STANDARD =
      new CellForm(null, null, null, NumberForm.PLAIN, List.of());

  /**
   * Copies the list; refuses a pattern that is none.
   *
   * @throws dpone.spi.error.DponeException FORMAT_OPTION
   */
  public CellForm {
    nullTexts = List.copyOf(nullTexts);
    if (pattern != null) {
      TimePattern.check(pattern);
    }
  }

  /** A date or time that is a number. */
  public static CellForm of(Epoch epoch) {
    return new CellForm(epoch, null, null, NumberForm.PLAIN, List.of());
  }

  /** A date or time of that pattern. */
  public static CellForm of(String pattern) {
    return new CellForm(null, pattern, null, NumberForm.PLAIN, List.of());
  }

  /** The same with times of that zone where they have none. */
  public CellForm in(ZoneId place) {
    return new CellForm(epoch, pattern, place, numbers, nullTexts);
  }

  /** The same with numbers written so. */
  public CellForm with(NumberForm form) {
    return new CellForm(epoch, pattern, zone, form, nullTexts);
  }

  /** The same with an empty text for null. */
  public CellForm emptyIsNull(boolean wanted) {
    List<String> texts = new ArrayList<>(nullTexts);
    texts.remove("");
    if (wanted) {
      texts.add("");
    }
    return new CellForm(epoch, pattern, zone, numbers, texts);
  }

  /** The same with these texts for null, and no others. */
  public CellForm nulls(List<String> texts) {
    return new CellForm(epoch, pattern, zone, numbers, texts);
  }

  /**
   * Reads the options {@code epoch}, {@code pattern}, {@code zone}, {@code decimal} and {@code
   * empty_is_null} of a column, each of which may be missing.
   *
   * @throws dpone.spi.error.DponeException FORMAT_OPTION for what cannot be
   */
  public static CellForm of(Options column) {
    return new CellForm(
        column.findString("epoch").map(e -> Epoch.valueOf(e.toUpperCase(Locale.ROOT))).orElse(null),
        column.findString("pattern").orElse(null),
        column.findString("zone").map(CellForm::zone).orElse(null),
        column
            .findString("decimal")
            .map(d -> NumberForm.valueOf(d.toUpperCase(Locale.ROOT)))
            .orElse(NumberForm.PLAIN),
        column.has("empty_is_null") && column.bool("empty_is_null") ? List.of("") : List.of());
  }

  /**
   * A zone by its name.
   *
   * @throws dpone.spi.error.DponeException FORMAT_OPTION when there is none
   */
  public static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw FormatCode.OPTION
          .error("there is no time zone " + name)
          .remedy("name a zone such as Europe/Moscow, or an offset such as +03:00")
          .build();
    }
  }
}
