package dpone.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class NearestMatchTest {
  private static final List<String> KEYS =
      List.of("source", "sink", "state", "unique_key", "schema_evolution", "to");

  @ParameterizedTest
  @CsvSource({
    "sorce,source",
    "suorce,source",
    "Source,source",
    "sinks,sink",
    "sin,sink",
    "unique-key,unique_key",
    "uniqkey,unique_key",
    "schema,schema_evolution",
    "destination,",
    "x,",
    "t,to",
    "banana,",
    "stat,state"
  })
  void guesses(String word, String meant) {
    assertThat(NearestMatch.of(word, KEYS)).isEqualTo(Optional.ofNullable(meant));
  }
}
