package dpone.connector.clickhouse.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Whatever a server spells as a type, it is one that can be written or one that cannot. */
@Tag("unit")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class TypeNameFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "Nullable",
          "LowCardinality",
          "SimpleAggregateFunction",
          "Array",
          "Map",
          "Tuple",
          "Maybe",
          "Decimal",
          "DateTime64",
          "DateTime",
          "Time64",
          "FixedString",
          "Enum8",
          "Enum16",
          "Int8",
          "UInt256",
          "String",
          "'UTC'",
          "'a' = 1",
          "`n",
          "n",
          "(",
          "(",
          ")",
          ")",
          ",",
          ", ",
          " ",
          "'",
          "`",
          "\\",
          "0",
          "-1",
          "6",
          "76",
          "99999999",
          "99999999999999999999",
          "é",
          "\0",
          "");

  private static final List<DataType> ARRIVING =
      List.of(
          new DataType.Bool(),
          new DataType.Int(64),
          new DataType.FloatingPoint(64),
          new DataType.Decimal(10, 2),
          new DataType.AnyDecimal(),
          new DataType.Timestamp(6),
          new DataType.TimestampTz(9),
          new DataType.Time(3),
          new DataType.Text(),
          new DataType.Bytes(),
          new DataType.Array(new DataType.Text()),
          new DataType.Mapping(new DataType.Text(), new DataType.Int(8)),
          new DataType.Struct(List.of(new Field("n", new DataType.Text(), true, ""))));

  @Test
  void anySpellingIsReadOrRefused() {
    Random random = new Random(11);
    for (int i = 0; i < 30_000; i++) {
      StringBuilder type = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        type.append(WORDS.get(random.nextInt(WORDS.size())));
      }
      tried(type.toString());
      tried(WORDS.get(random.nextInt(17)) + "(" + type + ")");
    }
  }

  @Test
  void depthIsNoHarm() {
    for (String word : List.of("Nullable(", "Array(", "Tuple(n ", "Map(String, ")) {
      tried(word.repeat(50_000));
      tried(word.repeat(5_000) + "String" + ")".repeat(5_000));
    }
  }

  private static void tried(String type) {
    assertThat(TypeName.parse(type).arguments()).doesNotContainNull();
    for (DataType arriving : ARRIVING) {
      assertThat(Encodings.takesNull(arriving, type))
          .satisfiesAnyOf(
              takes -> assertThat(takes).isFalse(),
              takes -> assertThat(Encodings.fit(arriving, type)).isPresent());
    }
  }
}
