package dpone.toolkit.format.record;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.toolkit.format.csv.CsvRules;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memory stays as it is however large a body is. */
class HugeBodyTest {
  private static final String RECORD =
      "{\"id\":1,\"name\":\"some \\\"name\\\" with {brackets]\",\"list\":[1,2,{\"x\":null}]},";
  private static final int SMALL = 1 << 17;

  private static void readsAll(Records records, long expected) throws IOException {
    long count = 0;
    while (records.next()) {
      count++;
      assertThat(records.data().length).isLessThanOrEqualTo(SMALL);
    }
    assertThat(count).isEqualTo(expected);
  }

  private static Records json(long times) {
    return JsonRecords.at(RecordPath.parse("/data/items"))
        .envelope(List.of("/total"))
        .open(new Repeated("{\"data\":{\"items\":[", RECORD, times, "{}]},\"total\":7}"), null);
  }

  @Test
  @Tag("unit")
  void aBodyMayBeLargerThanTheHeap() throws IOException {
    // Half as much again as the heap of these tests.
    long times = Runtime.getRuntime().maxMemory() / 2 * 3 / RECORD.length();
    Records records = json(times);
    long count = 0;
    while (records.next()) {
      count++;
      if (count % 4096 == 0) {
        assertThat(records.data().length).isLessThanOrEqualTo(SMALL);
      }
    }
    assertThat(count).isEqualTo(times + 1);
    assertThat(records.envelope("/total")).contains("7");
  }

  @Test
  @Tag("unit")
  void theOtherFormatsDoNotGrowEither() throws IOException {
    int times = 200_000;
    readsAll(JsonLinesRecords.open(new Repeated("", "{\"a\":1}\n", times, ""), null, 1000), times);
    readsAll(
        CsvRecords.open(
            new Repeated("a,b\n", "1,\"x\n\"\"\"\n", times, ""),
            null,
            CsvRules.of(",", "\"", "", false),
            true,
            false,
            1000),
        times);
    readsAll(
        XmlRecords.open(
            new Repeated("<a>", "<r k='1'><v>text</v></r>", times, "</a>"),
            null,
            "/a/r",
            List.of(),
            List.of(),
            1000),
        times);
    readsAll(
        ExplodedRecords.of(
            JsonRecords.at(RecordPath.ROOT)
                .open(new Repeated("[", "{\"i\":1,\"c\":[{},{}]},", times, "{\"c\":[]}]"), null),
            RecordPath.parse("/c"),
            false,
            List.of("/i"),
            false),
        2L * times);
  }

  @Test
  @Tag("nightly")
  void twoGigabytesAreRead() throws IOException {
    readsAll(json((2L << 30) / RECORD.length()), (2L << 30) / RECORD.length() + 1);
  }
}
