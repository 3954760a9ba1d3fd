package dpone.connector.vendors.plain;

import dpone.spi.error.Place;
import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.page.FeedCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;

/** Options that say for which days or months a stream is read. */
public final class SpanOptions {
  private static final String START = "start_date";
  private static final String END = "end_date";
  private static final String LOOKBACK = "lookback_days";
  private static final String CHECKPOINT = "checkpoint_pages";
  private static final String MAX_PAGES = "max_pages";
  private static final long LONGEST_LOOKBACK = 3_660;
  private static final int CHECKPOINT_PAGES = 1_000;

  private SpanOptions() {}

  /**
   * The first day or month.
   *
   * @param without what is read without it, such as {@code the last 30 days}
   */
  public static Option start(String without) {
    return Option.of(
            START,
            OptionType.STRING,
            "First day that is read, or first month; without it " + without + ".")
        .example("2026-01-01");
  }

  /** The last day or month. */
  public static Option end() {
    return Option.of(
            END,
            OptionType.STRING,
            "Last day that is read, or last month; without it the last one that is over.")
        .example("2026-01-31");
  }

  /** How far an increment looks back. */
  public static Option lookback(int days) {
    return Option.of(
            LOOKBACK,
            OptionType.INTEGER,
            "Days before its position that an increment reads again, for what the vendor corrects;"
                + " only with a mode that merges.")
        .defaultsTo(Integer.toString(days))
        .between(0, LONGEST_LOOKBACK);
  }

  /** How often an increment commits. */
  public static Option checkpoint() {
    return Option.of(
            CHECKPOINT,
            OptionType.INTEGER,
            "Answers after which an increment commits what it has, where a run goes on that was cut"
                + " off.")
        .defaultsTo(Integer.toString(CHECKPOINT_PAGES))
        .between(1, 1_000_000);
  }

  /**
   * A bound on pages.
   *
   * @param most as many as the vendor gives
   */
  public static Option maxPages(int most) {
    return Option.of(
            MAX_PAGES,
            OptionType.INTEGER,
            "Pages of one window or site at most; where there are more, the run fails.")
        .defaultsTo(Integer.toString(most))
        .between(1, most);
  }

  /**
   * The bounds that the options say.
   *
   * @param stream for messages
   * @param zone whose days they are
   * @throws dpone.spi.error.DponeException when a day is none, or the last is before the first
   */
  public static Bounds bounds(String stream, Options options, ZoneId zone) {
    Optional<LocalDate> first = options.findString(START).map(text -> day(stream, START, text));
    Optional<LocalDate> last = options.findString(END).map(text -> lastDay(stream, text));
    if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
      throw FeedCode.STREAM_OPTION
          .error(END + " " + last.get() + " lies before " + START + " " + first.get())
          .at(Place.stream(stream))
          .build();
    }
    return Bounds.STANDARD
        .within(
            first.map(day -> moment(day, zone)).orElse(null),
            last.map(day -> moment(day.plusDays(1), zone)).orElse(null))
        .pages(options.findInteger(MAX_PAGES).orElse(Bounds.STANDARD.maxPages()))
        .checkpoints(options.findInteger(CHECKPOINT).orElse((long) CHECKPOINT_PAGES));
  }

  /** An increment by windows that looks back as the options say. */
  public static Increment increment(Options options) {
    return new Increment(null, Duration.ofDays(options.findInteger(LOOKBACK).orElse(0L)));
  }

  private static Instant moment(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static LocalDate day(String stream, String option, String text) {
    try {
      return text.length() == 7 ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text);
    } catch (DateTimeException malformed) {
      throw FeedCode.STREAM_OPTION
          .error(
              option + " is neither a day such as 2026-01-31 nor a month such as 2026-01: " + text)
          .at(Place.stream(stream))
          .build();
    }
  }

  private static LocalDate lastDay(String stream, String text) {
    LocalDate day = day(stream, END, text);
    return text.length() == 7 ? YearMonth.from(day).atEndOfMonth() : day;
  }
}
