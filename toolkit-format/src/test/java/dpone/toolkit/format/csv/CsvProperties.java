package dpone.toolkit.format.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Lines of CSV: quotes and nulls, and lines that are none. */
@Tag("unit")
class CsvProperties {
  private static final CsvRules PLAIN = CsvRules.of(",", "\"", "", false);

  private static CsvDecoder decoder(List<Field> fields, CsvRules rules) {
    return new CsvDecoder(new DeclaredColumns(fields, Map.of()), fields, 0, rules);
  }

  private static Poison decode(String line, List<Field> fields, ColumnBatch batch) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return decoder(fields, PLAIN).decode(bytes, 0, bytes.length, batch);
  }

  @Example
  void quotesNullsAndWrongLines() {
    DataType text = new DataType.Text();
    List<Field> fields = List.of(new Field("a", text, true, ""), new Field("b", text, true, ""));
    ColumnBatch batch = PlainMemory.batch(fields);
    assertThat(decode("\"x,\"\"y\"\"\n\",\r\n", fields, batch)).isNull();
    batch.endRow();
    assertThat(batch.bytes(0).text(0)).isEqualTo("x,\"y\"\n");
    assertThat(batch.column(1).isNull(0)).isTrue();
    for (String line : List.of("a", "a,b,c", "\"a,b", "\"a\"x,b", "a\"b,c", "a\nb,c")) {
      Poison poison = decode(line, fields, PlainMemory.batch(fields));
      assertThat(poison).as(line).isNotNull();
      assertThat(poison.code()).as(line).isEqualTo(FormatCode.MALFORMED);
    }
    assertThatThrownBy(() -> CsvRules.of(",", ",", "", false)).hasMessageContaining("told apart");
  }

  @Property(tries = 2000)
  void anyBytesAreARowOrAPoison(@ForAll byte[] bytes) {
    List<DataType> types =
        List.of(
            new DataType.Bool(),
            new DataType.Int(16),
            new DataType.UInt64(),
            new DataType.FloatingPoint(64),
            new DataType.Decimal(18, 4),
            new DataType.TimestampTz(6),
            new DataType.Uuid(),
            new DataType.Array(new DataType.Int(64)));
    List<Field> fields =
        IntStream.range(0, types.size())
            .mapToObj(i -> new Field("c" + i, types.get(i), true, ""))
            .toList();
    ColumnBatch batch = PlainMemory.batch(fields);
    var decoder = decoder(fields, PLAIN);
    if (decoder.decode(bytes, 0, bytes.length, batch) != null) {
      batch.undoRow();
    } else {
      batch.endRow();
    }
  }
}
