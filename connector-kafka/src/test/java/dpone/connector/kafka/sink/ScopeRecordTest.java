package dpone.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.ledger.ScopeRecord;
import dpone.spi.error.DponeException;
import dpone.spi.transfer.LoadId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ScopeRecordTest {
  private static LoadId id(int number) {
    return new LoadId("%032x".formatted(number));
  }

  private static ScopeRecord.Load load(int number) {
    return new ScopeRecord.Load(
        id(number).value(), 3, Map.of("a", 4L), Map.of("t", Map.of(0, 7L, 2, 9L)));
  }

  @Test
  void comesBackAsItWas() {
    ScopeRecord record = ScopeRecord.NONE.fencedBy(5).with(load(1)).with(load(2));
    assertThat(ScopeRecord.decode(record.encode())).isEqualTo(record);
    assertThat(ScopeRecord.decode(ScopeRecord.NONE.encode())).isEqualTo(ScopeRecord.NONE);
  }

  @Test
  void remembersTheNewestLoadsAndNoMore() {
    ScopeRecord record = ScopeRecord.NONE;
    for (int i = 0; i < ScopeRecord.REMEMBERED + 5; i++) {
      record = record.with(load(i));
    }
    assertThat(record.recent()).hasSize(ScopeRecord.REMEMBERED);
    assertThat(record.committed(id(4))).isFalse();
    assertThat(record.committed(id(5))).isTrue();
    assertThat(record.find(id(5))).isEmpty();
    assertThat(record.find(id(ScopeRecord.REMEMBERED + 4))).isPresent();
  }

  @Test
  void completingALoadDoublesNothing() {
    ScopeRecord record = ScopeRecord.NONE.with(load(1)).with(load(1).complete());
    assertThat(record.recent()).hasSize(1);
    assertThat(record.find(id(1)).orElseThrow().deletions()).isEmpty();
  }

  @Test
  void aNewerFormatIsRefusedByName() {
    byte[] newer =
        "{\"version\":2,\"generation\":1,\"recent\":[]}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ScopeRecord.decode(newer))
        .isInstanceOf(DponeException.class)
        .hasMessageContaining("format version 2");
  }
}
