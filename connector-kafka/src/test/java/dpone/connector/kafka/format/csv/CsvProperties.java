package dpone.connector.kafka.format.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.format.PlainMemory;
import dpone.connector.kafka.format.RoundTrip;
import dpone.connector.kafka.format.cell.DeclaredColumns;
import dpone.connector.kafka.format.codec.ByteOutput;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.FormatCode;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.Poison;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** CSV: round trips with every rule, and lines that are none. */
@Tag("unit")
class CsvProperties {
  private static final CsvRules PLAIN = CsvRules.of(",", "\"", "", false);

  private static CsvFormat format(List<Field> fields, CsvRules rules) {
    return new CsvFormat(new DeclaredColumns(fields, Map.of()), rules);
  }

  @Property(tries = 60)
  void everyTypeComesBack(@ForAll long seed) {
    List<Field> fields = RoundTrip.fields(RoundTrip.types());
    for (CsvRules rules :
        List.of(
            PLAIN, CsvRules.of(";", "'", "\\N", true), CsvRules.of("\t", "\"", "null", false))) {
      RoundTrip.check(format(fields, rules), format(fields, rules), fields, seed, 10);
    }
  }

  private static Poison decode(String line, List<Field> fields, ColumnBatch batch) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return format(fields, PLAIN).decoder("t", fields, 0).decode(bytes, 0, bytes.length, batch);
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

  @Example
  void withoutQuotesAValueThatNeedsThemIsPoison() {
    List<Field> fields = List.of(new Field("a", new DataType.Text(), true, ""));
    ColumnBatch batch = PlainMemory.batch(fields);
    batch.bytes(0).append("x,y");
    batch.endRow();
    Poison poison =
        format(fields, CsvRules.of(",", "", "", false))
            .encoder("t", fields, new int[] {0}, EnvelopeFacts.NONE)
            .encode(batch, 0, Operation.UPSERT, new ByteOutput(8));
    assertThat(poison.field()).isEqualTo("a");
  }

  @Property(tries = 2000)
  void anyBytesAreARowOrAPoison(@ForAll byte[] bytes) {
    List<Field> fields = RoundTrip.fields(RoundTrip.types());
    ColumnBatch batch = PlainMemory.batch(fields);
    var decoder = format(fields, PLAIN).decoder("t", fields, 0);
    if (decoder.decode(bytes, 0, bytes.length, batch) != null) {
      batch.undoRow();
    } else {
      batch.endRow();
    }
  }
}
