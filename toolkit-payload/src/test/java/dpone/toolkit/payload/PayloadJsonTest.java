package dpone.toolkit.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.transfer.Payload;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PayloadJsonTest {
  static final PayloadJson JSON =
      new PayloadJson(
          "orders", message -> DponeException.of(ErrorCategory.DATA, "ORDERS_UNREADABLE", message));

  @Test
  void whatWasWrittenIsReadByNameAgain() {
    ObjectNode tree = JSON.object().put("table", "sales").putNull("nothing");
    tree.set("keys", JSON.texts(List.of("id", "day")));

    Payload payload = JSON.payload("stage", 2, tree);

    assertThat(payload)
        .isEqualTo(
            new Payload(
                "orders",
                "stage",
                2,
                "{\"table\":\"sales\",\"nothing\":null,\"keys\":[\"id\",\"day\"]}"));
    JsonNode read = JSON.read(payload, "stage", 2);
    assertThat(JSON.text(read, "table")).isEqualTo("sales");
    assertThat(JSON.textOrNull(read, "table")).isEqualTo("sales");
    assertThat(JSON.textOrNull(read, "nothing")).isNull();
    assertThat(JSON.textOrNull(read, "absent")).isNull();
    assertThat(JSON.list(read, "keys")).containsExactly("id", "day");
    assertThat(JSON.list(read, "absent")).isEmpty();
  }

  @Test
  void anOlderVersionIsReadAndANewerOneIsNot() {
    assertThat(JSON.read(JSON.payload("stage", 1, JSON.object()), "stage", 2)).isEmpty();

    assertThatThrownBy(() -> JSON.read(JSON.payload("stage", 3, JSON.object()), "stage", 2))
        .hasMessageContaining("stage has format version 3, this release reads up to 2");
  }

  @Test
  void payloadsOfOthersAreRefusedByBothNames() {
    assertThatThrownBy(() -> JSON.read(new Payload("bills", "stage", 1, "{}"), "stage", 1))
        .hasMessageContaining("expected orders/stage, found bills/stage");
    assertThatThrownBy(() -> JSON.read(new Payload("orders", "split", 1, "{}"), "stage", 1))
        .hasMessageContaining("expected orders/stage, found orders/split");
  }

  @Test
  void aFieldThatIsMissingIsNamed() {
    JsonNode tree = JSON.tree("{\"nothing\":null}");

    assertThatThrownBy(() -> JSON.text(tree, "table"))
        .hasMessageContaining("the field table is missing");
    assertThatThrownBy(() -> JSON.required(tree, "nothing"))
        .hasMessageContaining("the field nothing is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "[]", "1", "null", "\"secret-text\"", "{\"secret-text", "}"})
  void whatIsNoObjectIsRefusedByCodeAndNotQuoted(String text) {
    DponeException error = catchThrowableOfType(DponeException.class, () -> JSON.tree(text));

    assertThat(error.code()).isEqualTo("ORDERS_UNREADABLE");
    assertThat(error).hasNoCause();
    assertThat(error.toString()).doesNotContain("secret-text");
  }
}
