package dpone.connector.bigquery.encode;

import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Kind;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Schema;
import java.util.List;

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

  /**
   * Fails unless these are the columns that arrive.
   *
   * @param stream for the message
   * @param arriving what batches have
   * @param planned what a writer was made for
   */
  public static void check(String stream, Schema arriving, List<EncodedColumn> planned) {
    if (arriving.size() != planned.size()) {
      throw changed(
          stream, arriving.size() + " columns arrive and " + planned.size() + " were planned");
    }
    for (int i = 0; i < planned.size(); i++) {
      String name = arriving.fields().get(i).name();
      if (!name.equals(planned.get(i).name())) {
        throw changed(
            stream, "column " + planned.get(i).name() + " was planned and " + name + " arrives");
      }
    }
  }

  private static DponeException changed(String stream, String why) {
    return BqCode.SCHEMA_CHANGED.error(why).at(Place.stream(stream)).build();
  }
}
