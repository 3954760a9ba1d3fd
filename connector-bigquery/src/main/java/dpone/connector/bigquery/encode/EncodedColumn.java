package dpone.connector.bigquery.encode;

import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Kind;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.type.DataType;

/**
 * A column as a writer sees it.
 *
 * @param name as it arrives
 * @param staged whether it is written at all
 * @param required whether null has no place in it
 * @param absent whether a value makes its row unfit, since the target has no column for it
 * @param asText whether decimals without precision are staged as text
 */
public record EncodedColumn(
    String name, boolean staged, boolean required, boolean absent, boolean asText) {
  /**
   * The field of the stage.
   *
   * @param index the column's place
   */
  public BqField field(int index, DataType type) {
    BqType stage = StageType.of(type, asText);
    return new BqField(StageType.column(index), stage, required && stage.kind() != Kind.ARRAY);
  }
}
