package dpone.toolkit.http.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WindowsTest {
  private static final Instant NOW = Instant.parse("2026-03-10T15:00:00Z");

  private final TestContext context = new TestContext();
  private final List<Instant> events = new ArrayList<>();

  WindowsTest() {
    context.time = () -> NOW;
  }

  private static StreamDefinition.Builder events(Slicing.Windows windows) {
    return StreamDefinition.named("events")
        .request(Request.get("events").param("from", "{from}").param("to", "{to}"))
        .format(BodyFormat.Json.at("$"))
        .slicedBy(windows)
        .increment(Increment.byWindow())
        .column("at", new DataType.TimestampTz(0))
        .key("at");
  }

  private static Slicing.Windows seconds(Step step, Slicing.@Nullable Cap cap) {
    return new Slicing.Windows(
        Slicing.Unit.SECOND, step, ZoneOffset.UTC, Step.parse("7d"), Duration.ZERO, cap);
  }

  private String answer(Map<String, String> params, int cap, boolean newestFirst) {
    Instant from = Instant.parse(params.get("from"));
    Instant to = Instant.parse(params.get("to"));
    List<Instant> found =
        new ArrayList<>(
            events.stream().filter(e -> !e.isBefore(from) && e.isBefore(to)).sorted().toList());
    if (newestFirst) {
      Collections.reverse(found);
    }
    return found.stream()
        .limit(cap)
        .map(e -> "{\"at\":\"" + e + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private Loads loads(PageServer server, StreamDefinition stream) {
    return new Loads(new ApiSource(new TestApi(server.root(), stream, context), context), "events");
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      events.add(NOW.minusSeconds(1000L + i * 5_000L));
    }
  }

  @Test
  void daysOfAZoneAreReadOnceAndTheNextRunGoesOn() throws Exception {
    Slicing.Windows days =
        new Slicing.Windows(
            Slicing.Unit.DAY,
            Step.day(),
            ZoneId.of("Europe/Moscow"),
            Step.parse("3d"),
            Duration.ZERO,
            null);
    StreamDefinition stream =
        StreamDefinition.named("events")
            .request(Request.get("rates").param("day", "{from:dd/MM/yyyy}").param("l", "{last}"))
            .slicedBy(days)
            .increment(Increment.byWindow())
            .column(
                dpone.toolkit.http.api.ColumnDefinition.ofRequest(
                    "day", new DataType.Date(), "from"))
            .column("v", new DataType.Int(64))
            .build();
    try (PageServer server = new PageServer(p -> "[{\"v\":1}]")) {
      Loads loads = loads(server, stream).run(ReadMode.AFTER_POSITION, 9, 1);
      assertThat(server.requests)
          .containsExactly(
              "/api/rates?day=07%2F03%2F2026&l=2026-03-07",
              "/api/rates?day=08%2F03%2F2026&l=2026-03-08",
              "/api/rates?day=09%2F03%2F2026&l=2026-03-09");
      assertThat(loads.rows).hasSize(3);
      server.requests.clear();
      loads.run(ReadMode.AFTER_POSITION, 9, 1);
      assertThat(server.requests).isEmpty();
      context.time = () -> NOW.plus(Duration.ofHours(20));
      loads.run(ReadMode.AFTER_POSITION, 9, 1);
      assertThat(server.requests).containsExactly("/api/rates?day=10%2F03%2F2026&l=2026-03-10");
    }
  }

  @Test
  void aWindowThatIsCutOffIsReadInHalves() throws Exception {
    fill(100);
    StreamDefinition stream =
        events(seconds(Step.parse("7d"), new Slicing.Cap(10, Duration.ofSeconds(1)))).build();
    try (PageServer server = new PageServer(p -> answer(p, 10, false))) {
      assertThat(loads(server, stream).run(ReadMode.FULL, 1, 1).rows)
          .hasSize(100)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aWindowOfRecordsInOrderGoesOnWhereItWasCutOff() throws Exception {
    fill(100);
    Slicing.Cap cap = new Slicing.Cap(10, Duration.ofSeconds(1), "at");
    StreamDefinition stream = events(seconds(Step.parse("7d"), cap)).build();
    for (boolean newestFirst : new boolean[] {true, false}) {
      try (PageServer server = new PageServer(p -> answer(p, 10, newestFirst))) {
        Loads loads = loads(server, stream).run(ReadMode.FULL, 1, 1);
        assertThat(loads.rows).hasSize(100).doesNotHaveDuplicates();
        // Nothing is paid twice but the one record at the seam.
        assertThat(server.requests).hasSizeLessThanOrEqualTo(12);
      }
    }
  }

  @Test
  void aSecondWithMoreThanTheApiGivesIsNoSuccess() throws Exception {
    for (int i = 0; i < 20; i++) {
      events.add(NOW.minusSeconds(500));
    }
    StreamDefinition stream =
        events(seconds(Step.parse("7d"), new Slicing.Cap(10, Duration.ofSeconds(1)))).build();
    try (PageServer server = new PageServer(p -> answer(p, 10, false))) {
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_WINDOW_CUT_OFF"));
    }
  }

  @Test
  void windowsThatMayStillChangeAreReadAgainForAMergeAndLeftForAnAppend() throws Exception {
    fill(20);
    Slicing.Windows windows =
        new Slicing.Windows(
            Slicing.Unit.SECOND,
            Step.parse("12h"),
            ZoneOffset.UTC,
            Step.parse("1d"),
            Duration.ofHours(6),
            null);
    StreamDefinition stream = events(windows).bounds(Bounds.STANDARD.checkpoints(1)).build();
    try (PageServer server = new PageServer(p -> answer(p, 1000, false))) {
      loads(server, stream).run(ReadMode.AFTER_POSITION, 99, 1);
      assertThat(server.requests).last().asString().contains("to=2026-03-10T09");
      Loads merge = loads(server, stream).run(ReadMode.FROM_POSITION, 99, 1);
      assertThat(server.requests).last().asString().contains("to=2026-03-10T15");
      assertThat(merge.commits).hasSizeGreaterThan(1);
      server.requests.clear();
      merge.run(ReadMode.FROM_POSITION, 99, 1);
      assertThat(server.requests).first().asString().contains("from=2026-03-10T09");
    }
  }

  @Test
  void daysEndAtTheBoundsAndNeverBehindThePresent() {
    for (Slicing.Unit unit : List.of(Slicing.Unit.DAY, Slicing.Unit.DAY_SO_FAR)) {
      StreamDefinition days =
          events(
                  new Slicing.Windows(
                      unit, Step.day(), ZoneOffset.UTC, Step.parse("7d"), Duration.ZERO, null))
              .build();
      assertThat(lastDay(days, "2026-03-05", "2026-03-08T00:00:00Z")).isEqualTo("2026-03-07");
      assertThat(lastDay(days, "2026-03-05", "2026-04-01T00:00:00Z"))
          .isEqualTo(unit == Slicing.Unit.DAY ? "2026-03-09" : "2026-03-10");
    }
  }

  private static String lastDay(StreamDefinition stream, String from, String to) {
    Bounds bounds = Bounds.STANDARD.within(Instant.parse(from + "T00:00:00Z"), Instant.parse(to));
    return Slices.of(stream.withBounds(bounds), NOW, Variables.NONE)
        .getLast()
        .variables()
        .find("from")
        .orElseThrow();
  }
}
