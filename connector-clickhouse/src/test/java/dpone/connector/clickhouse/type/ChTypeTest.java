package dpone.connector.clickhouse.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ChTypeTest {
  @Test
  void readsNamesParametersAndElements() {
    ChType type =
        ChType.parse(
            "Tuple(a Array(Nullable(Decimal(10, 2))), `b c` Enum8('x, )' = -1, 'it\\'s' = 2),"
                + " m Map(LowCardinality(String), DateTime64(3, 'Europe/Berlin')))");
    assertThat(type.names()).containsExactly("a", "b c", "m");
    assertThat(type.elements().get(0).element().element().parameters()).containsExactly("10", "2");
    assertThat(type.elements().get(1).enumValues())
        .containsExactly(new ChType.EnumValue("x, )", -1), new ChType.EnumValue("it's", 2));
    assertThat(type.elements().get(2).elements().get(1).parameters())
        .containsExactly("3", "'Europe/Berlin'");
    assertThat(ChType.parse("Tuple(Int8, String)").names()).isEmpty();
    assertThat(ChType.parse("AggregateFunction(quantiles(0.5, 0.9), UInt64)").name())
        .isEqualTo("AggregateFunction");
    assertThat(ChType.parse("JSON(max_dynamic_paths=8, a.b UInt32)").name()).isEqualTo("JSON");
  }

  @Test
  void whatIsNoTypeIsRefused() {
    for (String text :
        List.of(
            "",
            "(",
            "Array(",
            "Array(Int8",
            "Int8)",
            "Enum8('a",
            "Tuple(a Int8,)",
            "Array(Int8) x")) {
      assertThatThrownBy(() -> ChType.parse(text))
          .as(text)
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_TYPE_REFUSED"));
    }
    String deep = "Array(".repeat(10_000) + "Int8" + ")".repeat(10_000);
    assertThatThrownBy(() -> ChType.parse(deep)).isInstanceOf(DponeException.class);
  }

  @Property(tries = 2000)
  void anyTextIsATypeOrRefused(@ForAll("texts") String text) {
    try {
      ChType.parse(text);
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("CH_TYPE_REFUSED");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "Array",
            "Tuple",
            "Map",
            "Enum8",
            "Nullable",
            "(",
            ")",
            ",",
            "'",
            "`",
            "\\",
            " ",
            "a",
            "1",
            "=")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }
}
