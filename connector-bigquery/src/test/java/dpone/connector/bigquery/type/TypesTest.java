package dpone.connector.bigquery.type;

import static dpone.connector.bigquery.payload.Payloads.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TypesTest {
  private static final NaturalType NATURAL = new NaturalType("bignumeric", "json");

  @Property
  void aDecimalGetsTheSmallestTypeThatHoldsAllOfIt(
      @ForAll @IntRange(min = 1, max = 90) int precision,
      @ForAll @IntRange(min = 0, max = 90) int scale) {
    if (scale > precision) {
      return;
    }
    int whole = precision - scale;
    var choice = NATURAL.of(new Field("c", new DataType.Decimal(precision, scale), true, ""));
    if (whole > 38 || scale > 38) {
      assertThat(choice).isInstanceOf(NaturalType.Refused.class);
      return;
    }
    var taken = (NaturalType.Taken) choice;
    assertThat(taken.fidelity()).isEqualTo(Fidelity.EXACT);
    assertThat(taken.type().integerDigits()).isEqualTo(whole);
    assertThat(taken.type().fractionDigits()).isEqualTo(scale);
    assertThat(taken.type().kind())
        .isEqualTo(whole <= 29 && scale <= 9 ? Kind.NUMERIC : Kind.BIGNUMERIC);
  }

  @Test
  void aListThatMayBeNullIsLossyAndAListOfListsRefused() {
    var list = new DataType.Array(new DataType.Int(64));
    assertThat(((NaturalType.Taken) NATURAL.of(new Field("c", list, true, ""))).fidelity())
        .isEqualTo(Fidelity.LOSSY);
    assertThat(((NaturalType.Taken) NATURAL.of(new Field("c", list, false, ""))).fidelity())
        .isEqualTo(Fidelity.EXACT);
    assertThat(NATURAL.of(new Field("c", new DataType.Array(list), false, "")))
        .isInstanceOf(NaturalType.Refused.class);
  }

  @Test
  void aTargetThatIsThereTakesWhatItHoldsAndNothingElse() {
    BqType stage = StageType.of(new DataType.Decimal(10, 2), false);
    assertThat(find(new DataType.Decimal(10, 2), "NUMERIC(10, 2)")).isEqualTo(Fidelity.EXACT);
    assertThat(find(new DataType.Decimal(10, 2), "NUMERIC")).isEqualTo(Fidelity.WIDENING);
    assertThat(find(new DataType.Decimal(10, 2), "NUMERIC(9, 2)")).isNull();
    assertThat(find(new DataType.Decimal(10, 2), "NUMERIC(10, 1)")).isNull();
    assertThat(find(new DataType.Decimal(10, 2), "FLOAT64")).isEqualTo(Fidelity.LOSSY);
    assertThat(find(new DataType.Int(64), "NUMERIC(18, 0)")).isNull();
    assertThat(find(new DataType.Text(), "GEOGRAPHY")).isEqualTo(Fidelity.LOSSY);
    assertThat(find(new DataType.TimestampTz(6), "DATETIME")).isNull();
    assertThat(stage.text()).isEqualTo("NUMERIC(10, 2)");
  }

  private static @org.jspecify.annotations.Nullable Fidelity find(DataType source, String target) {
    BqType type =
        target.startsWith("NUMERIC(")
            ? BqType.decimal(
                Kind.NUMERIC,
                Integer.parseInt(target.replaceAll("NUMERIC\\((\\d+).*", "$1")),
                Integer.parseInt(target.replaceAll(".* (\\d+)\\)", "$1")))
            : BqType.of(Kind.valueOf(target));
    return Conversion.find(source, StageType.of(source, false), type)
        .map(Conversion::fidelity)
        .orElse(null);
  }

  @Test
  void theInterfaceReadsWhatItWrites() {
    List<BqField> fields =
        List.of(
            new BqField("a", BqType.decimal(Kind.BIGNUMERIC, 76, 38), true),
            new BqField("b", BqType.array(BqType.of(Kind.JSON)), false),
            new BqField("c", BqType.range(Kind.DATETIME), false),
            new BqField("d", new BqType(Kind.STRING, 10, 0, List.of()), false),
            new BqField(
                "e",
                BqType.array(
                    BqType.struct(List.of(new BqField("x", BqType.of(Kind.INT64), false)))),
                false));
    assertThat(RestSchema.fields(RestSchema.schema(fields))).isEqualTo(fields);
    assertThat(
            RestSchema.fields(
                JSON.tree(
                    "{\"fields\":[{\"name\":\"n\",\"type\":\"INTEGER\"},"
                        + "{\"name\":\"f\",\"type\":\"FLOAT\",\"mode\":\"REQUIRED\"},"
                        + "{\"name\":\"t\",\"type\":\"BOOLEAN\",\"mode\":\"REPEATED\"}]}")))
        .extracting(f -> f.type().text())
        .containsExactly("INT64", "FLOAT64", "ARRAY<BOOL>");
  }
}
