package dpone.toolkit.http.source;

import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.Variables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a span of time into windows: days, months or moments, without a gap between them. */
final class WindowPlan {
  /** Variables of a window. */
  static final String FROM = "from";

  static final String TO = "to";
  static final String LAST = "last";

  private final Slicing.Windows windows;

  WindowPlan(Slicing.Windows windows) {
    this.windows = windows;
  }

  /**
   * The first moment of a read.
   *
   * @param since where an earlier read ended, or where the manifest says; empty for neither
   */
  Instant begin(Optional<Instant> since, Instant now) {
    return floor(since.orElseGet(() -> windows.first().before(now, windows.zone())));
  }

  /** The first moment that is not read any more: what is not over yet is left for later. */
  Instant end(Instant asked) {
    Instant floor = floor(asked);
    return windows.unit() == Slicing.Unit.DAY_SO_FAR && floor.isBefore(asked)
        ? unitAfter(floor)
        : floor;
  }

  /** The begin of the day, month or second that a moment lies in. */
  Instant floor(Instant moment) {
    return switch (windows.unit()) {
      case DAY, DAY_SO_FAR -> day(moment).atStartOfDay(zone()).toInstant();
      case MONTH -> day(moment).withDayOfMonth(1).atStartOfDay(zone()).toInstant();
      case SECOND -> moment.truncatedTo(ChronoUnit.SECONDS);
    };
  }

  /**
   * The windows of a span, in order; the last one may be shorter.
   *
   * @param most how many of them at most
   */
  List<Variables> cut(Instant begin, Instant end, int most) {
    List<Variables> cut = new ArrayList<>();
    Instant from = begin;
    while (from.isBefore(end) && cut.size() < most) {
      Instant to = next(from, end);
      cut.add(variables(from, to));
      from = to;
    }
    return cut;
  }

  /** The begin of the window after the one that begins there. */
  Instant next(Instant from, Instant end) {
    Instant to = windows.step().after(from, zone());
    return to.isAfter(end) ? end : to;
  }

  /**
   * The two halves of a window.
   *
   * @return empty when it is not to be halved any more
   */
  Optional<List<Variables>> halve(Variables window, Slicing.Cap cap) {
    Instant from = moment(window, FROM);
    Instant to = moment(window, TO);
    Instant middle = floor(from.plus(java.time.Duration.between(from, to).dividedBy(2)));
    if (java.time.Duration.between(from, to).compareTo(cap.smallest()) <= 0
        || !middle.isAfter(from)) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(window.and(variables(from, middle)), window.and(variables(middle, to))));
  }

  /** A window with other ends. */
  Variables within(Variables window, Instant from, Instant to) {
    return window.and(variables(from, to));
  }

  /** The begin of the next day, month or second. */
  Instant unitAfter(Instant begin) {
    return switch (windows.unit()) {
      case DAY, DAY_SO_FAR -> day(begin).plusDays(1).atStartOfDay(zone()).toInstant();
      case MONTH -> day(begin).plusMonths(1).atStartOfDay(zone()).toInstant();
      case SECOND -> begin.plusSeconds(1);
    };
  }

  private Variables variables(Instant from, Instant to) {
    Variables variables = Variables.of(FROM, write(from)).with(TO, write(to));
    return variables.with(
        LAST,
        windows.unit() == Slicing.Unit.SECOND
            ? to.minusSeconds(1).toString()
            : day(to).minusDays(1).toString());
  }

  /** A moment as variables and positions have it. */
  String write(Instant moment) {
    return windows.unit() == Slicing.Unit.SECOND ? moment.toString() : day(moment).toString();
  }

  /** A moment out of a variable or a position. */
  Instant parse(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(zone()).toInstant()
        : Instant.parse(text);
  }

  /** A moment of a window. */
  Instant moment(Variables window, String name) {
    return parse(window.find(name).orElseThrow());
  }

  private LocalDate day(Instant moment) {
    return moment.atZone(zone()).toLocalDate();
  }

  private ZoneId zone() {
    return windows.zone();
  }

  /** How long a window is. */
  Step step() {
    return windows.step();
  }
}
