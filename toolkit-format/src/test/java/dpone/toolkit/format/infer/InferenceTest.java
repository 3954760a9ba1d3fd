package dpone.toolkit.format.infer;

import static dpone.toolkit.format.Texts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.type.Field;
import dpone.toolkit.format.csv.CsvRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Columns that hold every value of a sample. */
@Tag("unit")
class InferenceTest {
  private static Inference json(String pointer, String... records) {
    Inference inference = Inference.of(pointer, false);
    for (String record : records) {
      byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
      inference.addJson(bytes, 0, bytes.length);
    }
    return inference;
  }

  private static String text(List<Field> fields) {
    assertThat(fields).allMatch(Field::nullable);
    return fields.stream()
        .map(f -> f.name() + " " + f.type().text())
        .collect(Collectors.joining(", "));
  }

  @Test
  void aTypeHoldsAllValuesSeen() {
    assertThat(
            text(
                json(
                        "",
                        "{\"i\":1,\"n\":null,\"m\":1,\"s\":\"x\",\"x\":\"1\"}",
                        "{\"b\":true,\"i\":-9223372036854775808,\"m\":1.5,\"o\":{\"a\":1}}",
                        "{\"l\":[],\"big\":9223372036854775808,\"e\":1e3,\"x\":2,\"s\":null}")
                    .fields()))
        .isEqualTo(
            "i int64, n json, m decimal, s string, x json, b bool, o json, l json, big decimal,"
                + " e decimal");
  }

  /** T02: a fraction is never taken through a floating-point number unless that is asked for. */
  @Test
  void fractionsAreDecimalsUnlessFloatsAreAskedFor() {
    byte[] record = "{\"a\":0.1}".getBytes(StandardCharsets.UTF_8);
    Inference floats = Inference.of("", true);
    floats.addJson(record, 0, record.length);
    assertThat(text(floats.fields())).isEqualTo("a float64");
    assertThat(text(json("", "{\"a\":0.1}").fields())).isEqualTo("a decimal");
  }

  @Test
  void whatIsNoObjectTellsNothing() {
    Inference inference =
        json("/data", "{\"data\":{\"a\":1}}", "[1]", "{\"data\":7}", "{\"data\":{\"b\":1", "{}");
    assertThat(text(inference.fields())).isEqualTo("a int64");
    assertThat(inference.records()).isEqualTo(5);
    assertThat(failure("FORMAT_COLUMNS_UNKNOWN", () -> json("", "[1]", "2").fields()))
        .hasMessageContaining("none of 2");
    failure("FORMAT_COLUMNS_UNKNOWN", () -> json("", "{}").fields());
  }

  @Test
  void membersThatAreDataAreNoColumns() {
    StringBuilder wide = new StringBuilder("{\"k0\":0");
    for (int i = 1; i <= Inference.MOST_COLUMNS; i++) {
      wide.append(",\"k").append(i).append("\":0");
    }
    failure("FORMAT_COLUMNS_UNKNOWN", () -> json("", wide.append('}').toString()));
  }

  @Test
  void textIsANumberOnlyInItsUsualForm() {
    CsvRules rules = CsvRules.of(",", "\"", "", false);
    Inference inference = Inference.ofText(false);
    List<String> names = List.of("id", "zip", "rate", "phone", "none", "mixed");
    for (String line : List.of("1,007,1.50,+7,,1", "2,10,3,8,,x", "3,4")) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      inference.addCsv(names, bytes, 0, bytes.length, rules);
    }
    assertThat(text(inference.fields()))
        .isEqualTo("id int64, zip string, rate decimal, phone string, none string, mixed string");
  }
}
