package dpone.certification.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.TestSystem;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.Int128Column;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamRead;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users of other data movers met, and what reading their code showed. */
@Tag("integration")
class LessonsTest {
  private static final String BY_PAGE =
      "pagination: {type: 'page', limit: 10, total: 'header:X-Total-Count', checkpoint_pages: 2}";

  private ApiDouble api;

  @BeforeEach
  void open() throws Exception {
    api = new ApiDouble();
    api.tables().create("items");
  }

  @AfterEach
  void close() throws Exception {
    api.close();
  }

  private Reading reading(String more, String columns, @Nullable String cursor) {
    return new Reading(
        "{url: '" + api.url() + "'}",
        "items",
        "{path: 'page/items', records_path: '/data', params: {since: '{since}'}, primary_key:"
            + " ['id'], schema: [{name: 'id', type: 'int64', nullable: false}"
            + columns
            + "], "
            + more
            + "}",
        cursor);
  }

  private Reading versions() {
    return reading(BY_PAGE, ", {name: 'version', type: 'int64'}", "version");
  }

  private void add(long from, long to, long version) {
    api.tables()
        .add(
            "items",
            LongStream.range(from, to)
                .mapToObj(
                    id -> new Item("{\"id\":" + id + ",\"version\":" + version + "}", id, version))
                .toList());
  }

  private static String text(ColumnBatch batch, int column, int row) {
    BytesColumn bytes = (BytesColumn) batch.column(column);
    return new String(
        bytes.data(), bytes.start(row), bytes.end(row) - bytes.start(row), StandardCharsets.UTF_8);
  }

  private static BigInteger unscaled(ColumnBatch batch, int column, int row) {
    Int128Column wide = (Int128Column) batch.column(column);
    return BigInteger.valueOf(wide.high(row))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(wide.low(row))));
  }

  /** JSON numbers parsed through double lost decimals. */
  @Nested
  class IssueT02Test {
    @Test
    void everyDigitOfANumberIsKept() {
      String number = "0.1000000000000000055511151231257827";
      api.tables().add("items", List.of(new Item("{\"id\":1,\"n\":" + number + "}", 1, 1)));
      List<String> seen = new ArrayList<>();
      Reading reading = reading(BY_PAGE, ", {name: 'n', type: 'decimal'}", null);
      reading.each = (batch, row) -> seen.add(text(batch, 1, row));

      reading.read(ReadMode.FULL);

      assertThat(seen).containsExactly(number);
    }
  }

  /** NUMERIC(38,0) surfaced as a double. */
  @Nested
  class IssueT04Test {
    @Test
    void largeWholeNumbersAreExact() {
      List<BigInteger> numbers =
          List.of(BigInteger.TWO.pow(53).add(BigInteger.ONE), BigInteger.TEN.pow(37));
      for (int i = 0; i < numbers.size(); i++) {
        api.tables()
            .add(
                "items",
                List.of(new Item("{\"id\":" + i + ",\"n\":" + numbers.get(i) + "}", i, i)));
      }
      List<BigInteger> seen = new ArrayList<>();
      Reading reading = reading(BY_PAGE, ", {name: 'n', type: 'decimal(38,0)'}", null);
      reading.each = (batch, row) -> seen.add(unscaled(batch, 1, row));

      reading.read(ReadMode.FULL);

      assertThat(seen).isEqualTo(numbers);
    }
  }

  /** Equal cursor values were lost or doubled. */
  @Nested
  class IssueI02Test {
    @Test
    void tiesLongerThanAPageComeOnce() {
      add(1, 40, 7);
      Reading reading = versions();
      reading.read(ReadMode.AFTER_POSITION);
      add(40, 75, 7);
      add(75, 80, 8);

      reading.read(ReadMode.AFTER_POSITION);
      reading.read(ReadMode.AFTER_POSITION);

      assertThat(reading.ids)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(1, 80).boxed().toList());
      assertThat(reading.filtered).isGreaterThanOrEqualTo(39);
    }
  }

  /** A column that vanished was dropped. */
  @Nested
  class IssueS04Test {
    @Test
    void aFieldThatVanishedIsNullAndItsColumnStays() {
      api.tables().add("items", List.of(new Item("{\"id\":1,\"name\":\"a\"}", 1, 1)));
      api.tables().add("items", List.of(new Item("{\"id\":2}", 2, 2)));
      List<Boolean> nulls = new ArrayList<>();
      Reading reading = reading(BY_PAGE, ", {name: 'name', type: 'string'}", null);
      reading.each = (batch, row) -> nulls.add(batch.column(1).isNull(row));

      reading.read(ReadMode.FULL);

      assertThat(nulls).containsExactly(false, true);
    }
  }

  /** A resumed full refresh read nothing and emptied the target. */
  @Nested
  class IssueR02Test {
    @Test
    void aFullReadAfterAFailedOneBeginsAnew() {
      add(1, 36, 1);
      api.set(Fault.HTML_PAGE, "items", true, 1, null);
      Reading reading = versions();
      assertThatThrownBy(() -> reading.read(ReadMode.FULL)).hasMessageContaining("answered 200");
      assertThat(reading.position).isNull();

      reading.read(ReadMode.FULL);

      assertThat(reading.ids).hasSize(35);
    }

    @Test
    void anEmptySuccessIsNone() {
      add(1, 6, 1);
      api.set(Fault.EMPTY_BODY, "items", false, 1, null);

      assertThatThrownBy(() -> versions().read(ReadMode.FULL))
          .hasMessageContaining("the body is empty");
    }
  }

  /** Mocked tests hid an API sunset for a year. */
  @Nested
  class IssueV02Test {
    @Test
    void whatTheTrialAsksCallsItselfADouble() throws Exception {
      try (TestSystem system = new RestSystem(new ApiDouble(), RestFixture.INFO)) {
        assertThat(system.service().kind()).isEqualTo(ServiceInfo.Kind.DOUBLE);
      }
    }
  }

  /** Status 429. */
  @Nested
  class IssueV04Test {
    @Test
    void theTimeThatIsAskedForIsWaited() {
      add(1, 36, 1);
      ApiDouble.Trap trap = api.set(Fault.THROTTLED, "items", true, 1, null);
      Reading reading = versions();
      reading.context.retries = 1;
      long begun = System.nanoTime();

      reading.read(ReadMode.FULL);

      assertThat(trap.met()).hasSize(1);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(ApiDouble.ASKED);
      assertThat(reading.ids).hasSize(35);
    }
  }

  /** Not to be repeated. */
  @Nested
  class DefectsFoundByReadingTest {
    @Test
    void maxPagesIsNoSuccess() {
      add(1, 100, 1);

      String few = BY_PAGE.replace("limit: 10", "limit: 10, max_pages: 3");
      failsBy("HTTP_MAX_PAGES", reading(few, "", null));
    }

    @Test
    void aWrongRecordsPathIsNoSuccess() {
      add(1, 5, 1);

      Reading reading =
          new Reading(
              "{url: '" + api.url() + "'}",
              "items",
              "{path: 'single/items', records_path: '/result/rows', schema: [{name: 'id', type:"
                  + " 'int64'}]}",
              null);

      failsBy("FORMAT_RECORD_PATH", reading);
    }

    @Test
    void theSavedCursorIsSent() {
      add(1, 5, 41);
      Reading reading = versions();
      reading.read(ReadMode.AFTER_POSITION);
      api.record();

      reading.read(ReadMode.AFTER_POSITION);

      assertThat(api.asks())
          .allSatisfy(ask -> assertThat(ask.query()).containsEntry("since", "41"));
      assertThat(api.asks()).isNotEmpty();
    }

    @Test
    void aNextLinkToAnotherHostIsNotFollowed() {
      add(1, 36, 1);
      api.set(Fault.NEXT_ELSEWHERE, "items", false, 1, null);
      Reading reading =
          new Reading(
              "{url: '" + api.url() + "'}",
              "items",
              "{path: 'link/items', records_path: '/data', pagination: {type: 'link', limit: 10},"
                  + " schema: [{name: 'id', type: 'int64'}]}",
              null);

      failsBy("HTTP_OTHER_ORIGIN", reading);
      assertThat(api.strangers()).isEmpty();
    }

    private void failsBy(String code, Reading reading) {
      assertThatThrownBy(() -> reading.read(ReadMode.FULL))
          .isInstanceOfSatisfying(DponeException.class, f -> assertThat(f.code()).isEqualTo(code));
    }
  }

  /** A run that is cut off goes on at a page, and not at the start. */
  @Test
  void aReadGoesOnAtThePageOfItsCheckpoint() {
    add(1, 100, 1);
    Reading reading = versions();
    try (Source source = reading.open()) {
      var selection = reading.selection();
      StreamRead read =
          new StreamRead(
              selection, source.describe(selection).schema(), ReadMode.AFTER_POSITION, null);
      assertThat(reading.part(source, read)).isFalse();
    }
    assertThat(reading.ids).hasSize(20);
    api.record();

    reading.read(ReadMode.AFTER_POSITION);

    assertThat(reading.ids).containsExactlyElementsOf(LongStream.range(1, 100).boxed().toList());
    assertThat(api.asks()).noneMatch(ask -> List.of("1", "2").contains(ask.query().get("page")));
  }
}
