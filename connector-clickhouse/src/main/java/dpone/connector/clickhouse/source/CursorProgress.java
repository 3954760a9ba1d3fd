package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import dpone.spi.transfer.ReadReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows from the last cursor value on, up to the largest one of the moment at which the read began.
 * For an append each row at that largest value tells who it is, so that the next read leaves out
 * those that were delivered, and no others.
 */
final class CursorProgress implements Progress {
  private final Reading reading;
  private final ReadColumn cursor;
  private final boolean append;
  private final CursorNulls nulls;
  private final @Nullable CursorPosition from;
  private final @Nullable String last;
  private final SplitPlanner.Plan plan;

  private CursorProgress(Reading reading, ReadColumn cursor) {
    this.reading = reading;
    this.cursor = cursor;
    this.append = reading.read().mode() == ReadMode.AFTER_POSITION;
    this.nulls = CursorRules.nulls(reading.stream(), cursor, append);
    this.from = start();
    String before = from == null ? null : from.last();
    String[] beyond =
        before == null ? new String[0] : new String[] {CursorSql.compare(cursor, ">=", before)};
    List<List<@Nullable String>> found =
        reading
            .server()
            .rows(
                ReadSql.largest(
                    reading.stream(), cursor, ReadSql.conditions(reading.stream(), beyond)));
    this.last = found.isEmpty() ? null : found.get(0).get(0);
    this.plan = plan(before);
  }

  static Progress of(Reading reading, ReadColumn cursor) {
    CursorSql.check(reading.name(), cursor);
    CursorRules.refuseNulls(reading, cursor);
    return new CursorProgress(reading, cursor);
  }

  private @Nullable CursorPosition start() {
    StreamPosition position = reading.from();
    if (position == null) {
      return null;
    }
    return switch (position) {
      case CursorPosition p -> p.checkedFor(reading.name(), cursor);
      case KeyPosition p -> {
        if (!p.complete()) {
          throw reading.foreign("the backfill that the stored position is of has not ended");
        }
        if (append || !p.key().equals(List.of(cursor.name()))) {
          throw reading.foreign("the stored position is of a backfill by " + p.key());
        }
        yield p.last().isEmpty()
            ? null
            : new CursorPosition(cursor.name(), cursor.type().text(), p.last().get(0), null);
      }
    };
  }

  private SplitPlanner.Plan plan(@Nullable String before) {
    List<Part> parts = new ArrayList<>();
    View view = null;
    String upper = last;
    if (upper != null) {
      String upTo = CursorSql.compare(cursor, "<=", upper);
      if (before == null) {
        String condition =
            nulls == CursorNulls.INCLUDE ? "(" + upTo + " OR " + isNull() + ")" : upTo;
        SplitPlanner.Plan whole =
            reading
                .planner()
                .plan(
                    reading.stream(),
                    ReadSql.conditions(reading.stream(), condition),
                    ReadSql.identityAt(reading.stream(), cursor, upper),
                    append);
        parts.addAll(whole.parts());
        view = whole.view();
      } else if (append) {
        parts.addAll(after(before, upper, upTo));
      } else {
        parts.add(select(CursorSql.compare(cursor, ">=", before), upTo));
      }
    }
    if (nulls == CursorNulls.INCLUDE && (before != null || upper == null)) {
      parts.add(select(isNull()));
    }
    return new SplitPlanner.Plan(parts, view);
  }

  private List<Part> after(String before, String upper, String upTo) {
    Map<String, Long> seen = from == null ? null : from.seen();
    if (seen == null) {
      throw ties(
          "the read before did not remember which rows it delivered: it was a merge, or more"
              + " than "
              + CursorPosition.MAX_SEEN
              + " rows have the last cursor value "
              + before);
    }
    List<Part> parts = new ArrayList<>();
    if (!upper.equals(before)) {
      parts.add(
          new Part(
              ReadSql.select(
                  reading.stream(),
                  ReadSql.conditions(
                      reading.stream(), CursorSql.compare(cursor, ">", before), upTo),
                  ReadSql.identityAt(reading.stream(), cursor, upper),
                  true),
              -1,
              true));
    }
    parts.add(
        new Part(
            ReadSql.unseen(
                reading.stream(),
                ReadSql.conditions(reading.stream(), CursorSql.compare(cursor, "=", before)),
                seen),
            -1,
            // Rows at an earlier value need not be remembered once a larger one was read.
            true));
    return parts;
  }

  private Part select(String... conditions) {
    return new Part(
        ReadSql.select(reading.stream(), ReadSql.conditions(reading.stream(), conditions)),
        -1,
        false);
  }

  private String isNull() {
    return Sql.name(cursor.name()) + " IS NULL";
  }

  @Override
  public SplitPlanner.Plan plan() {
    return plan;
  }

  @Override
  public @Nullable StreamPosition reached(List<ReadReceipt> receipts) {
    long delivered = receipts.stream().mapToLong(ReadReceipt::rows).sum();
    String upper = last;
    if (delivered == 0 || upper == null) {
      return reading.from();
    }
    if (!append) {
      return new CursorPosition(cursor.name(), cursor.type().text(), upper, null);
    }
    CursorPosition before = from;
    boolean same = before != null && before.last().equals(upper);
    Map<String, Long> known =
        before != null && same && before.seen() != null ? before.seen() : Map.of();
    // Of the parts the last one is of rows at the value before, where there is a larger one now.
    List<ReadReceipt> telling =
        before == null || same ? receipts : receipts.subList(0, receipts.size() - 1);
    Map<String, Long> seen = Delivered.all(telling, known);
    if (seen == null) {
      throw ties(
          "more than " + CursorPosition.MAX_SEEN + " rows have the last cursor value " + upper);
    }
    return new CursorPosition(cursor.name(), cursor.type().text(), upper, seen);
  }

  private RuntimeException ties(String what) {
    return ChCode.CURSOR_TIES.error(what).at(Place.field(reading.name(), cursor.name())).build();
  }
}
