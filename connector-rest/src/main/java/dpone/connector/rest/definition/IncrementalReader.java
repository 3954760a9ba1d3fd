package dpone.connector.rest.definition;

import static dpone.connector.rest.option.StreamOptions.CAP;
import static dpone.connector.rest.option.StreamOptions.FIRST;
import static dpone.connector.rest.option.StreamOptions.FROM;
import static dpone.connector.rest.option.StreamOptions.LOOKBACK;
import static dpone.connector.rest.option.StreamOptions.SETTLED;
import static dpone.connector.rest.option.StreamOptions.SMALLEST;
import static dpone.connector.rest.option.StreamOptions.STEP;
import static dpone.connector.rest.option.StreamOptions.TO;
import static dpone.connector.rest.option.StreamOptions.UNIT;
import static dpone.connector.rest.option.StreamOptions.WINDOW;
import static dpone.connector.rest.option.StreamOptions.ZONE;

import dpone.spi.option.Options;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The group {@code incremental}. */
final class IncrementalReader {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Options options;
  private final Complaints complaints;
  private final @Nullable String cursor;
  private final Set<String> inTemplates;

  /**
   * A reader.
   *
   * @param cursor the manifest's cursor, or null
   * @param inTemplates variables that the request has places for
   * @param complaints of the group
   */
  IncrementalReader(
      Options options, @Nullable String cursor, Set<String> inTemplates, Complaints complaints) {
    this.options = options;
    this.cursor = cursor;
    this.inTemplates = inTemplates;
    this.complaints = complaints;
  }

  private boolean windowed() {
    return options.has(WINDOW);
  }

  /** How the stream gives only what is new, or null. */
  @Nullable Increment increment() {
    if (cursor == null) {
      complaints.unused(options, "without a cursor", LOOKBACK);
      return null;
    }
    Duration lookback = options.has(LOOKBACK) ? options.duration(LOOKBACK) : Duration.ZERO;
    return new Increment(cursor, lookback);
  }

  /** First moment that is read, or null. */
  @Nullable Instant from() {
    if (options.has(FROM) && !windowed() && cursor == null && !inTemplates.contains("since")) {
      throw complaints.of(
          FROM, "means nothing without window, a cursor, or {since} in the request");
    }
    return moment(FROM);
  }

  /** First moment that is not read any more, or null. */
  @Nullable Instant to() {
    if (options.has(TO) && !windowed() && !inTemplates.contains("until")) {
      throw complaints.of(TO, "means nothing without window, or {until} in the request");
    }
    Instant to = moment(TO);
    Instant from = moment(FROM);
    if (to != null && from != null && !from.isBefore(to)) {
      throw complaints.of(TO, "is not after from");
    }
    return to;
  }

  private @Nullable Instant moment(String option) {
    String text = options.findString(option).orElse(null);
    if (text == null) {
      return null;
    }
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(zone()).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException none) {
      throw complaints.of(
          option, "is neither a day such as 2026-01-31 nor a time such as 2026-01-31T08:00:00Z");
    }
  }

  private ZoneId zone() {
    if (!windowed()) {
      return ZoneOffset.UTC;
    }
    String zone = options.group(WINDOW).string(ZONE);
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException none) {
      throw complaints.in(WINDOW).of(ZONE, "is no time zone: " + zone);
    }
  }

  /** The windows of time. */
  Optional<Slicing.Windows> windows() {
    if (!windowed()) {
      return Optional.empty();
    }
    Options window = options.group(WINDOW);
    Complaints own = complaints.in(WINDOW);
    if (!inTemplates.contains("from")) {
      throw own.of(STEP, "means nothing unless {from} stands in the request");
    }
    Slicing.Unit unit = Slicing.Unit.valueOf(window.string(UNIT).toUpperCase(Locale.ROOT));
    Step step = step(window, STEP, own);
    boolean days = unit == Slicing.Unit.DAY || unit == Slicing.Unit.DAY_SO_FAR;
    if (days && !(step.amount() instanceof Period)) {
      throw own.of(STEP, "is not of whole days, as unit " + window.string(UNIT) + " asks");
    }
    boolean months = step.amount() instanceof Period p && p.toTotalMonths() > 0;
    if (unit == Slicing.Unit.MONTH && !months) {
      throw own.of(STEP, "is not of whole months, as unit month asks");
    }
    if (!window.has(CAP)) {
      own.unused(window, "without cap", SMALLEST);
    }
    Slicing.Cap cap =
        window.has(CAP)
            ? new Slicing.Cap(
                window.integer(CAP), window.has(SMALLEST) ? window.duration(SMALLEST) : SECOND)
            : null;
    return Optional.of(
        new Slicing.Windows(
            unit,
            step,
            zone(),
            step(window, FIRST, own),
            window.has(SETTLED) ? window.duration(SETTLED) : Duration.ZERO,
            cap));
  }

  private static Step step(Options window, String option, Complaints own) {
    try {
      return Step.parse(window.string(option));
    } catch (IllegalArgumentException none) {
      throw own.of(option, "is no length of time such as 6h, 7d or 1mo: " + window.string(option));
    }
  }
}
