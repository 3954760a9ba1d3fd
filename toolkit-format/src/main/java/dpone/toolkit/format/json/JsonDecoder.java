package dpone.toolkit.format.json;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects into rows. */
public final class JsonDecoder implements RecordDecoder {
  private final JsonCursor in = new JsonCursor();
  private final ObjectReader object;
  private final int[] places;
  private final int[] whole;

  /**
   * A decoder of columns that are members of the record.
   *
   * @param columns the columns wanted
   * @param ignored fields that are known and not wanted
   * @param first index of the first column in the batches; the others follow it
   * @param forms how the values of a column are written, by its name
   */
  public JsonDecoder(
      List<Field> columns,
      Collection<String> ignored,
      int first,
      Function<String, CellForm> forms,
      JsonRules rules) {
    this.object = new ObjectReader(columns, ignored, forms, rules);
    this.places = IntStream.range(first, first + columns.size()).toArray();
    this.whole = new int[0];
  }

  private JsonDecoder(ObjectReader object, int[] places, int[] whole) {
    this.object = object;
    this.places = places;
    this.whole = whole;
  }

  /**
   * A decoder of columns anywhere in the record.
   *
   * @param columns the columns wanted
   * @param places index of each of them in the batches
   * @param ignored members of the record that are known and not wanted
   * @throws dpone.spi.error.DponeException FORMAT_OPTION when two columns have one place in the
   *     record
   */
  public static JsonDecoder of(
      List<RecordColumn> columns, int[] places, Collection<String> ignored, JsonRules rules) {
    List<RecordColumn> inside = new ArrayList<>();
    List<Integer> placed = new ArrayList<>();
    List<Integer> whole = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (columns.get(i).pointer().isEmpty()) {
        whole.add(places[i]);
      } else {
        inside.add(columns.get(i));
        placed.add(places[i]);
      }
    }
    return new JsonDecoder(ObjectReader.of(inside, ignored, rules), array(placed), array(whole));
  }

  private static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public @Nullable Poison decode(byte[] data, int offset, int length, ColumnBatch batch) {
    try {
      in.open(data, offset, length);
      object.bind(batch, places);
      object.read(in, batch.rows(), 0);
      in.end();
      for (int place : whole) {
        batch.bytes(place).append(data, offset, length);
      }
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }
}
