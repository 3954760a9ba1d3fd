package dpone.toolkit.http.source;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.json.JsonCursor;
import dpone.toolkit.format.json.JsonRules;
import dpone.toolkit.format.json.ObjectReader;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.StreamDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the records of a stream become cells. Used by one thread. */
final class Decoding {
  private final RecordDecoder decoder;

  /** For those columns of a stream. */
  Decoding(StreamDefinition stream, List<ColumnDefinition> columns) {
    List<Field> fields = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!Constants.isConstant(columns.get(i))) {
        fields.add(columns.get(i).field());
        places.add(i);
      }
    }
    JsonRules rules =
        new JsonRules(
            stream.unknown() == StreamDefinition.UnknownFields.FAIL
                ? JsonRules.Unknown.FAIL
                : JsonRules.Unknown.IGNORE,
            "",
            false,
            false);
    ObjectReader reader = new ObjectReader(fields, List.of(), name -> null, rules);
    this.decoder =
        new Json(reader, places.stream().mapToInt(Integer::intValue).toArray());
  }

  RecordDecoder decoder() {
    return decoder;
  }

  private static final class Json implements RecordDecoder {
    private final JsonCursor in = new JsonCursor();
    private final ObjectReader reader;
    private final int[] places;

    Json(ObjectReader reader, int[] places) {
      this.reader = reader;
      this.places = places;
    }

    @Override
    public @Nullable Poison decode(byte[] data, int offset, int length, ColumnBatch batch) {
      try {
        in.open(data, offset, length);
        reader.bind(batch, places);
        reader.read(in, batch.rows(), 0);
        in.end();
        return null;
      } catch (PoisonException e) {
        return e.poison();
      }
    }
  }
}
