package dpone.connector.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class LatestKeysTest {
  private static final List<String> COLUMNS = List.of("_partition", "_key", "_tombstone", "id");

  private static Reads reads(String topic, int partitions) throws Exception {
    Reads reads = new Reads(topic, partitions, Map.of());
    reads.mode = ReadMode.FROM_POSITION;
    reads.options.put("keys", "latest");
    reads.options.put("key_as", "text");
    return reads;
  }

  @Test
  void theLastRecordOfAKeyInItsPartitionIsTheRow() throws Exception {
    try (Reads reads = reads("latest-keys", 2)) {
      reads.send(p -> {
        p.send(reads.record(0, "a", "{\"id\":1}"));
        p.send(reads.record(0, "b", "{\"id\":2}"));
        p.send(reads.record(0, "a", "{\"id\":3}"));
        p.send(reads.record(1, "a", "{\"id\":4}"));
        p.send(reads.record(0, "c", "{\"id\":5}"));
        p.send(reads.record(0, "c", null));
        p.send(reads.record(0, null, "{\"id\":6}"));
        p.send(reads.record(0, null, "{\"id\":7}"));
      });
      Reads.Result result = reads.read(null, COLUMNS);
      assertThat(result.rows())
          .containsExactlyInAnyOrder(
              "0|b|0|2", "0|a|0|3", "1|a|0|4", "0|c|1|null", "0|null|0|6", "0|null|0|7");
      assertThat(result.read()).isEqualTo(8);
      assertThat(result.filtered()).isEqualTo(2);
      assertThat(reads.context.reserved).hasValue(0);
      reads.send(p -> p.send(reads.record(0, "a", "{\"id\":8}")));
      assertThat(reads.read(result.position(), COLUMNS).rows()).containsExactly("0|a|0|8");
    }
  }

  @Test
  void aRecordOfWhichNoRowIsMadeSupersedesNothing() throws Exception {
    try (Reads reads = reads("latest-none", 1)) {
      reads.options.put("tombstones", "filter");
      reads.options.put("poison", "reject");
      reads.context.maxRejects = 10;
      reads.send(p -> {
        p.send(reads.record(0, "a", "{\"id\":1}"));
        p.send(reads.record(0, "a", "{\"id\":2}"));
        p.send(reads.record(0, "a", null));
        p.send(reads.record(0, "b", "{\"id\":3}"));
        p.send(reads.record(0, "b", "no json"));
      });
      Reads.Result result = reads.read(null, COLUMNS);
      assertThat(result.rows()).containsExactly("0|a|0|2", "0|b|0|3");
      assertThat(result.read()).isEqualTo(5);
      assertThat(result.filtered()).isEqualTo(2);
      assertThat(result.rejected()).isEqualTo(1);
    }
  }

  @Test
  void aTopicOfMoreKeysThanThereIsMemoryForIsReadInParts() throws Exception {
    try (Reads reads = reads("latest-parts", 3)) {
      // Room for 96 keys with two readers, of which one has two partitions.
      reads.context.maxCellBytes = 8 << 10;
      for (int partition = 0; partition < 3; partition++) {
        reads.ids(partition, 0, 100);
        reads.ids(partition, 50, 100);
      }
      List<String> rows = new ArrayList<>();
      Reads.Result part = reads.read(null, COLUMNS);
      assertThat(part.complete()).isFalse();
      int parts = 1;
      long read = part.read();
      long filtered = part.filtered();
      rows.addAll(part.rows());
      for (; !part.complete(); parts++) {
        part = reads.read(part.position(), COLUMNS);
        read += part.read();
        filtered += part.filtered();
        rows.addAll(part.rows());
      }
      assertThat(parts).isBetween(2, 4);
      assertThat(read).isEqualTo(450);
      assertThat(rows.size() + filtered).isEqualTo(450);
      assertThat(rows.stream().distinct()).hasSize(300);
    }
  }

  @Test
  void whatCannotBeDividedIsRefusedWhereMemoryHasNoRoom() throws Exception {
    try (Reads reads = reads("latest-many", 1)) {
      reads.mode = ReadMode.FULL;
      reads.context.maxCellBytes = 4 << 10;
      reads.ids(0, 0, 90);
      reads.ids(0, 0, 90);
      assertThat(reads.read(null, COLUMNS).rows()).hasSize(90);
      reads.ids(0, 90, 97);
      assertThatThrownBy(() -> reads.read(null, COLUMNS))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.oneLine()).contains("KAFKA_TOO_MANY_KEYS").contains("latest-many"));
      assertThat(reads.context.reserved).hasValue(0);
    }
  }

  @Test
  void aModeThatAddsRowsIsRefused() throws Exception {
    try (Reads reads = reads("latest-append", 1)) {
      reads.mode = ReadMode.AFTER_POSITION;
      assertThatThrownBy(() -> reads.read(null, COLUMNS))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.oneLine()).contains("KAFKA_INVALID_OPTION").contains("keys"));
    }
  }
}
