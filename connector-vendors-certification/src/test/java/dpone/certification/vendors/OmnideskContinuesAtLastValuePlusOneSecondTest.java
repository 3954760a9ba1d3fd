package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.certification.vendors.testing.Bench;
import dpone.certification.vendors.testing.Reading;
import dpone.certify.kit.TestRow;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Omnidesk: more records in a second than a window may give are neither skipped nor doubled. */
@Tag("unit")
class OmnideskContinuesAtLastValuePlusOneSecondTest {
  private static final Instant BUSY = Instant.parse("2026-01-05T08:00:00Z");

  /** Pages of one record, so that a window holds 500. */
  private static final Map<String, Object> SMALL =
      Map.of("start_date", "2026-01-01", "end_date", "2026-01-15", "page_size", 1);

  private static List<TestRow> cases(VendorStream cases, int from, int to, Instant updated) {
    List<TestRow> rows = new ArrayList<>();
    int at = cases.table().index("updated_at");
    for (int n = from; n < to; n++) {
      rows.add(cases.row(n, 0, 0).with(at, Cells.second(updated)));
    }
    return rows;
  }

  @Test
  void secondsWithManyRecordsAreReadWhole() {
    try (Bench bench = new Bench("omnidesk", new OmnideskDouble())) {
      VendorStream cases = bench.stream("cases");
      cases.insert(cases(cases, 0, 300, BUSY));
      cases.insert(cases(cases, 300, 600, BUSY.plusSeconds(1)));
      cases.insert(cases(cases, 600, 610, BUSY.plusSeconds(2)));
      assertThat(bench.full("cases", SMALL))
          .containsExactlyInAnyOrderElementsOf(cases.rows(row -> true));
      assertThat(bench.server.requests()).allMatch(request -> request.number("page", 1) <= 500);
      assertThat(bench.server.requests()).hasSizeLessThan(700);
    }
  }

  @Test
  void aSecondThatNoWindowHoldsIsNamed() {
    try (Bench bench = new Bench("omnidesk", new OmnideskDouble())) {
      VendorStream cases = bench.stream("cases");
      cases.insert(cases(cases, 0, 501, BUSY));
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> bench.full("cases", SMALL));
      assertThat(failure.code()).isEqualTo("HTTP_WINDOW_CUT_OFF");
    }
  }

  @Test
  void theSecondAtWhichOneReadEndsBelongsToOneReadOnly() {
    try (Bench bench = new Bench("omnidesk", new OmnideskDouble());
        Source source = bench.source()) {
      VendorStream cases = bench.stream("cases");
      var selection = bench.select("cases", Map.of("start_date", "2026-01-05"));
      for (int second = 0; second < 10; second++) {
        cases.insert(cases(cases, second * 10, second * 10 + 10, BUSY.plusSeconds(second)));
      }
      // A minute is left for changes that are being written.
      bench.context.time = InstantSource.fixed(BUSY.plusSeconds(60 + 4));
      Reading first = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, null);
      bench.context.time = InstantSource.fixed(BUSY.plusSeconds(60 + 5));
      Reading second = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, first.position);
      bench.context.time = InstantSource.fixed(BUSY.plusSeconds(3_600));
      Reading third = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, second.position);
      assertThat(first.rows).hasSize(40);
      assertThat(second.rows).hasSize(10);
      List<TestRow> all = new ArrayList<>(first.rows);
      all.addAll(second.rows);
      all.addAll(third.rows);
      assertThat(all).containsExactlyInAnyOrderElementsOf(cases.rows(row -> true));
    }
  }

  @Test
  void messagesGoOnByTheCasesThatChanged() {
    try (Bench bench = new Bench("omnidesk", new OmnideskDouble());
        Source source = bench.source()) {
      VendorStream cases = bench.stream("cases");
      VendorStream messages = bench.stream("messages");
      int updated = cases.table().index("updated_at");
      int created = messages.table().index("created_at");
      String early = Cells.second(BUSY.minusSeconds(100));
      TestRow first = cases.row(0, 0, 0).with(0, "2000").with(updated, early);
      TestRow other = first.with(0, "2001").with(updated, Cells.second(BUSY));
      cases.insert(List.of(first, other));
      TestRow message = messages.row(0, 0, 0).with(0, "2000").with(created, early);
      messages.insert(
          List.of(
              message, message.with(0, "2001").with(1, "77").with(created, Cells.second(BUSY))));
      var selection = bench.select("messages", Map.of("start_date", "2026-01-01"));
      bench.context.time = InstantSource.fixed(BUSY.plusSeconds(600));
      Reading before = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, null);
      assertThat(before.rows).hasSize(2);
      String later = Cells.second(BUSY.plusSeconds(700));
      cases.insert(List.of(other.with(updated, later)));
      messages.insert(List.of(message.with(0, "2001").with(1, "78").with(created, later)));
      bench.context.time = InstantSource.fixed(BUSY.plusSeconds(1_300));
      int asked = bench.server.requests().size();
      Reading after = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, before.position);
      assertThat(after.rows).hasSize(1);
      assertThat(
              bench.server.requests().subList(asked, bench.server.requests().size()).stream()
                  .map(DoubleRequest::path)
                  .filter(path -> path.contains("messages")))
          .containsOnly("/cases/2001/messages.json");
    }
  }

  @Test
  void aLoginThatIsRefusedAndARecordThatMovesAreNamed() throws Exception {
    try (Bench bench = new Bench("omnidesk", new OmnideskDouble()).with("api_key", "wrong")) {
      assertThat(
              catchThrowableOfType(DponeException.class, () -> bench.full("staff", Map.of()))
                  .code())
          .isEqualTo("HTTP_UNAUTHORIZED");
    }
    try (Bench bench = new Bench("omnidesk", new OmnideskDouble())) {
      VendorStream cases = bench.stream("cases");
      cases.insert(cases(cases, 0, 10, BUSY));
      try (AutoCloseable look =
          bench.server.intercept(request -> {
            if (request.number("page", 1) == 3) {
              cases.delete(cases(cases, 0, 1, BUSY));
            }
            return null;
          })) {
        assertThat(look).isNotNull();
        assertThat(
                catchThrowableOfType(DponeException.class, () -> bench.full("cases", SMALL)).code())
            .isEqualTo("HTTP_PAGES_MOVED");
      }
    }
  }
}
