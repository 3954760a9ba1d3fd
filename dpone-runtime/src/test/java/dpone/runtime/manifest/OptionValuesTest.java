package dpone.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class OptionValuesTest {
  private static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of("text", OptionType.STRING, ".").require(),
          Option.of("number", OptionType.INTEGER, ".").between(-5, 5),
          Option.of("flag", OptionType.BOOLEAN, ".").defaultsTo("true"),
          Option.of("span", OptionType.DURATION, ".").defaultsTo("5m"),
          Option.of("size", OptionType.BYTES, "."),
          Option.of("secret", OptionType.SECRET, "."),
          Option.of("list", OptionType.STRING_LIST, ".").defaultsTo("[a, b]"),
          Option.of("map", OptionType.STRING_MAP, ".").defaultsTo("{ a: b }"));

  @Test
  void readsEveryTypeAndFillsInDefaults() {
    assertThat(
            OptionValues.of(
                SPEC, Map.of("text", "t: [", "number", "-5", "size", "16MB", "secret", "${x}")))
        .isEqualTo(
            Options.of(
                Map.of(
                    "text",
                    "t: [",
                    "number",
                    -5L,
                    "flag",
                    true,
                    "span",
                    Duration.ofMinutes(5),
                    "size",
                    16L << 20,
                    "secret",
                    Secret.of("${x}"),
                    "list",
                    List.of("a", "b"),
                    "map",
                    Map.of("a", "b"))));
  }

  @ParameterizedTest
  @CsvSource({
    "250ms,PT0.25S",
    "30s,PT30S",
    "5m,PT5M",
    "1h,PT1H",
    "2d,PT48H",
    "30 s,PT30S",
    "0s,PT0S"
  })
  void spans(String text, Duration span) {
    assertThat(OptionValues.of(SPEC, Map.of("text", "t", "span", text)).duration("span"))
        .isEqualTo(span);
  }

  @ParameterizedTest
  @CsvSource({"1B,1", "64KB,65536", "16MB,16777216", "1GB,1073741824", "1TB,1099511627776"})
  void sizes(String text, long bytes) {
    assertThat(OptionValues.of(SPEC, Map.of("text", "t", "size", text)).integer("size"))
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nmber|1|MANIFEST_UNKNOWN_KEY: there is no option \"nmber\"; the options are text, number,"
            + " flag, span, size, secret, list, map",
        "number|6|MANIFEST_RANGE: number must be between -5 and 5, not \"6\"; choose a value in"
            + " that range",
        "number|1.5|MANIFEST_TYPE: number must be a whole number, not \"1.5\"; write digits only",
        "span|5|MANIFEST_TYPE: span must be a time span, not \"5\"; write a number with its unit,"
            + " such as 250ms, 30s, 5m or 1h",
        "size|9999999999999999TB|MANIFEST_TYPE: size must be a size, not \"9999999999999999TB\";"
            + " write a number with its unit, such as 64KB or 16MB",
        "list|a|MANIFEST_TYPE: list must be a list of text; write [first, second]",
        "map|[a]|MANIFEST_TYPE: map must be a mapping from text to text; write { name: text }"
      })
  void mistakes(String name, String value, String line) {
    assertThatThrownBy(() -> OptionValues.of(SPEC, Map.of("text", "t", name, value)))
        .isInstanceOfSatisfying(DponeException.class, e -> assertThat(e.oneLine()).isEqualTo(line));
  }

  @Test
  void aMissingValueIsNamed() {
    assertThatThrownBy(() -> OptionValues.of(SPEC, Map.of()))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> assertThat(e.oneLine()).isEqualTo("MANIFEST_REQUIRED: text is missing; add it"));
  }

  @Test
  void whatIsGivenWinsOverWhatTheServiceTells() {
    Options given = Options.of(Map.of("number", 1L));
    assertThat(
            OptionValues.complete(SPEC, Map.of("text", "t", "number", "2"), given)
                .integer("number"))
        .isEqualTo(1);
  }
}
