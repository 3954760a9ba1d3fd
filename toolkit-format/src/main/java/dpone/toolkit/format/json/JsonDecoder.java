package dpone.toolkit.format.json;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.Epoch;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects into rows. */
public final class JsonDecoder implements RecordDecoder {
  private final JsonCursor in = new JsonCursor();
  private final ObjectReader object;
  private final int[] places;

  /**
   * A decoder.
   *
   * @param columns the columns wanted
   * @param ignored fields that are known and not wanted
   * @param first index of the first column in the batches
   * @param epochs unit of a column that is a number, by name; null for none
   */
  public JsonDecoder(
      List<Field> columns,
      Collection<String> ignored,
      int first,
      Function<String, @Nullable Epoch> epochs,
      JsonRules rules) {
    this.object = new ObjectReader(columns, ignored, epochs, rules);
    this.places = new int[columns.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = first + i;
    }
  }

  @Override
  public @Nullable Poison decode(byte[] data, int offset, int length, ColumnBatch batch) {
    try {
      in.open(data, offset, length);
      object.bind(batch, places);
      object.read(in, batch.rows(), 0);
      in.end();
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }
}
