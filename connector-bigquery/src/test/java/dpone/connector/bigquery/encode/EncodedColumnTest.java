package dpone.connector.bigquery.encode;

import static dpone.connector.bigquery.testing.EncodedRows.nullable;
import static dpone.connector.bigquery.testing.EncodedRows.planned;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A writer gets the columns that it was made for. */
@Tag("unit")
class EncodedColumnTest {
  private static Schema schema(String... names) {
    List<Field> fields =
        List.of(names).stream().map(name -> nullable(name, new DataType.Text())).toList();
    return new Schema(fields, List.of());
  }

  private static void check(Schema arriving, Schema planned) {
    EncodedColumn.check("orders", arriving, planned(planned, List.of(), false));
  }

  @Test
  void theSameColumnsInTheirOrder() {
    assertThatCode(() -> check(schema("a", "b"), schema("a", "b"))).doesNotThrowAnyException();
  }

  @Test
  void anotherColumnIsToldByItsName() {
    assertThatThrownBy(() -> check(schema("b", "a"), schema("a", "b")))
        .hasMessageContaining("column a was planned and b arrives");
  }

  @Test
  void anotherNumberOfColumnsIsTold() {
    assertThatThrownBy(() -> check(schema("a"), schema("a", "b")))
        .hasMessageContaining("1 columns arrive and 2 were planned");
  }
}
