package dpone.certify.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lanes take turns, and evidence names them. */
@Tag("unit")
class LanesTest {
  private static final Map<String, Object> FILES = Map.of("load", "jobs", "format", "avro");
  private static final Map<String, Object> STREAMS = Map.of("load", "streams");

  @Test
  void eachHasItsTurnAndWhoBeginsElsewhereTakesTheOther() {
    Lanes first = new Lanes(List.of(FILES, STREAMS), "", 0);
    Lanes other = new Lanes(List.of(FILES, STREAMS), "", 3);
    for (int turn = 0; turn < 3; turn++) {
      assertThat(first.next()).isNotEqualTo(other.next());
    }
    assertThat(List.of(first.next(), first.next())).containsExactlyInAnyOrder(FILES, STREAMS);
  }

  @Test
  void evidenceNamesThem() {
    Lanes both = new Lanes(List.of(FILES, STREAMS), "", 0);
    assertThat(Lanes.text(FILES)).isEqualTo(" (format: avro, load: jobs)");
    assertThat(both.number(STREAMS)).isEqualTo("_l1");
    assertThat(both.claim(", each")).isEqualTo(", each");
  }

  @Test
  void aLaneThatCannotBeTriedIsNamed() {
    assertThat(new Lanes(List.of(FILES), "bucket: set X", 0).claim(", each"))
        .isEqualTo("; bucket: set X");
  }

  @Test
  void whoHasOneSaysNothingAboutIt() {
    Lanes only = new Lanes(List.of(Map.of()), "", 5);
    assertThat(only.next()).isEmpty();
    assertThat(Lanes.text(only.next())).isEmpty();
    assertThat(only.number(Map.of())).isEmpty();
    assertThat(only.claim(", each")).isEmpty();
  }
}
