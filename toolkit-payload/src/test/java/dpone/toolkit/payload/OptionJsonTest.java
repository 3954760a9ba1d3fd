package dpone.toolkit.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OptionJsonTest {
  private static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of("topic", OptionType.STRING, "Text."),
          Option.of("limit", OptionType.INTEGER, "A number."),
          Option.of("chunk", OptionType.BYTES, "A size."),
          Option.of("strict", OptionType.BOOLEAN, "A switch."),
          Option.of("wait", OptionType.DURATION, "A time."),
          Option.of("keys", OptionType.STRING_LIST, "Texts."),
          Option.of("headers", OptionType.STRING_MAP, "Texts by name."),
          Option.group("format", "A group.", Option.of("kind", OptionType.STRING, "Text.")),
          Option.groups("columns", "Groups.", Option.of("name", OptionType.STRING, "Text.")),
          Option.of("absent", OptionType.STRING, "Not given."));

  @Test
  void optionsOfEveryTypeAreReadAsTheyWereWritten() {
    Options options =
        Options.of(
            Map.of(
                "topic", "orders",
                "limit", 7L,
                "chunk", 4096L,
                "strict", true,
                "wait", Duration.ofMillis(250),
                "keys", List.of("id", "day"),
                "headers", Map.of("a", "1"),
                "format", Options.of(Map.of("kind", "json")),
                "columns",
                    List.of(Options.of(Map.of("name", "id")), Options.of(Map.of("name", "day")))));

    ObjectNode tree = OptionJson.write(SPEC, options);

    assertThat(tree.get("topic").isTextual()).isTrue();
    assertThat(tree.get("limit").isIntegralNumber()).isTrue();
    assertThat(tree.has("absent")).isFalse();
    assertThat(OptionJson.read(SPEC, tree)).isEqualTo(options);
  }

  @Test
  void aSecretIsNeverWritten() {
    OptionSpec spec = OptionSpec.of(Option.of("password", OptionType.SECRET, "Not for a payload."));
    Options options = Options.of(Map.of("password", Secret.of("hidden")));

    assertThatThrownBy(() -> OptionJson.write(spec, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("hidden");
  }
}
