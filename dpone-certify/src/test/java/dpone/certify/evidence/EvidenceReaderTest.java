package dpone.certify.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class EvidenceReaderTest {
  private static final Evidence RECORD =
      EvidenceSamples.run("x", Instant.parse("2026-11-01T03:17:00Z"), 'a').getFirst();

  @Test
  void whatIsWrittenIsRead() {
    assertThat(EvidenceReader.record(EvidenceJson.node(RECORD))).isEqualTo(RECORD);
  }

  @Test
  void everyKeyIsNeededAndNoOtherIsTaken() {
    for (String key :
        EvidenceJson.node(RECORD).properties().stream().map(e -> e.getKey()).toList()) {
      ObjectNode node = EvidenceJson.node(RECORD);
      node.remove(key);
      assertThatThrownBy(() -> EvidenceReader.record(node))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the record lacks " + key);
    }
    assertThatThrownBy(() -> EvidenceReader.record(EvidenceJson.node(RECORD).put("more", 1)))
        .hasMessage("the record has the unknown key more");
  }

  @ParameterizedTest
  @CsvSource({
    "connector, 'x\ny'",
    "requirement, anything",
    "profile, sometimes",
    "result, gold",
    "started, soon",
    "started, +999999999-01-01T00:00:00Z",
  })
  void textsOfAnotherFormAreRefused(String key, String value) {
    assertThatThrownBy(() -> EvidenceReader.record(EvidenceJson.node(RECORD).put(key, value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"attempt, -1", "durationMs, 9223372036854775807", "attempt, 99999999999999"})
  void numbersOutOfBoundsAreRefused(String key, long value) {
    assertThatThrownBy(() -> EvidenceReader.record(EvidenceJson.node(RECORD).put(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the record has a " + key + " that is not a whole number");
  }

  /** RFC 8785: keys by UTF-16 code unit, the shortest escapes, no space. */
  @Test
  void theCanonicalFormIsTheOneOfItsRfc() {
    ObjectNode node = EvidenceJson.node(RECORD).objectNode();
    node.put("\u20ac", "\u20ac$\u000f\nA'\"\\/").put("a", 1).put("\ud83d\ude00", true);
    node.putArray("B").addNull().add("\ud83d");

    assertThat(CanonicalJson.text(node))
        .isEqualTo(
            "{\"B\":[null,\"\ufffd\"],\"a\":1,\"\u20ac\":\"\u20ac$\\u000f\\nA'\\\"\\\\/\","
                + "\"\ud83d\ude00\":true}");
    assertThatThrownBy(() -> CanonicalJson.text(node.put("c", 1.5)))
        .hasMessageContaining("whole numbers only");
  }
}
