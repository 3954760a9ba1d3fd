package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certification.vendors.testing.Bench;
import dpone.certification.vendors.testing.Reading;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads that are cut off go on where they were, and those that are done ask for nothing again. */
@Tag("unit")
class IncrementTest {
  static List<Case> streams() {
    return Case.ofWindows();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void aRunThatIsKilledGoesOnAtItsCheckpoint(Case stream) {
    try (Bench bench = stream.open()) {
      Map<String, Object> options = new LinkedHashMap<>(stream.options(bench));
      // The others commit every report at once.
      if (!Set.of("appsflyer", "mindbox").contains(stream.id())) {
        options.put("checkpoint_pages", 3);
      }
      try (Source source = bench.source()) {
        Reading all =
            Reading.toTheEnd(
                source, bench.select(stream.stream(), options), ReadMode.AFTER_POSITION, null);
        assertThat(all.complete).isTrue();
        assertThat(all.rows).containsExactlyInAnyOrderElementsOf(stream.rows(bench));
      }
      // Only what tells the parents of a read is asked for more than once.
      List<String> asked =
          bench.server.requests().stream()
              .filter(
                  request -> !request.path().startsWith("/user") || request.path().length() > 20)
              .map(request -> request.path() + request.query())
              .toList();
      if (stream.id().equals("mindbox")) {
        // Whether an export is done is asked for by what started it, without the span in the body.
        asked = asked.stream().filter(path -> !path.contains("/v3/operations/")).toList();
      }
      assertThat(asked).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void whatWasReadIsNotReadAgain(Case stream) {
    try (Bench bench = stream.open();
        Source source = bench.source()) {
      var selection = bench.select(stream.stream(), stream.options(bench));
      Reading first = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, null);
      assertThat(first.rows).hasSize(250);
      Reading second = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, first.position);
      assertThat(second.rows).isEmpty();
      assertThat(second.complete).isTrue();
      assertThat(second.position).isEqualTo(first.position);
    }
  }
}
