package dpone.spi.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ChangeSchemaTest {
  private static final Field ID = new Field("id", new DataType.Int(64), false, "bigint");
  private static final Field NOTE = new Field("note", new DataType.Text(), false, "text");

  @Test
  void changesHaveTheStreamsColumnsBetweenTheirOwnAndTheOldKey() {
    Schema changes = ChangeSchema.of(new Schema(List.of(ID, NOTE), List.of("id")), List.of("id"));
    assertThat(changes.names())
        .containsExactly(
            ChangeSchema.KIND,
            ChangeSchema.SEQUENCE,
            ChangeSchema.CARRIED_OVER,
            "id",
            "note",
            "_dpone_old_id");
    assertThat(changes.key()).containsExactly("id");
    assertThat(changes.fields().get(ChangeSchema.LEADING)).as("as the stream says").isEqualTo(ID);
    assertThat(ChangeSchema.streamOf(changes).names()).containsExactly("id", "note");
  }

  @Test
  void aReservedNameAndAKeyWithoutAColumnAreRefused() {
    Field reserved = new Field("_dpone_old_x", new DataType.Text(), true, "text");
    assertThatThrownBy(() -> ChangeSchema.of(new Schema(List.of(reserved), List.of()), List.of()))
        .hasMessageContaining("_dpone_old_x");
    assertThatThrownBy(() -> ChangeSchema.of(new Schema(List.of(ID), List.of()), List.of("key")))
        .hasMessageContaining("key");
  }

  @Test
  void theCodesOfKindsNeverChange() {
    assertThat(ChangeKind.values()).extracting(ChangeKind::code).containsExactly(0, 1, 2, 3);
  }
}
