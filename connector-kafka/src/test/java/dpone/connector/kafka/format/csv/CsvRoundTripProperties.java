package dpone.connector.kafka.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.kafka.format.RoundTrip;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.csv.CsvRules;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** CSV: what is written is read back, with every rule. */
@Tag("unit")
class CsvRoundTripProperties {
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
}
