package dpone.connector.kafka.format.json;

import dpone.connector.kafka.format.codec.Operation;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.json.JsonCursor;
import dpone.toolkit.format.json.JsonRules;
import dpone.toolkit.format.json.ObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the rows in the envelope {@code dpone}, and what happened to them. */
final class EnvelopeDecoder implements RecordDecoder {
  private static final byte[] OP = "\"op\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "\"data\"".getBytes(StandardCharsets.US_ASCII);

  private final JsonCursor in = new JsonCursor();
  private final ByteOutput operation = new ByteOutput(16);
  private final ObjectReader object;
  private final int[] places;
  private final int operationAt;

  /**
   * A decoder.
   *
   * @param columns the columns wanted, among them that of the operation
   * @param ignored fields that are known and not wanted
   * @param first index of the first column in the batches
   * @param forms how the values of a column are written, by its name
   */
  EnvelopeDecoder(
      List<Field> columns,
      Collection<String> ignored,
      int first,
      Function<String, CellForm> forms,
      JsonRules rules) {
    int at = -1;
    List<Field> fields = new ArrayList<>();
    int[] indexes = new int[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(Operation.COLUMN)) {
        at = first + i;
      } else {
        indexes[fields.size()] = first + i;
        fields.add(columns.get(i));
      }
    }
    this.object = new ObjectReader(fields, ignored, forms, rules);
    this.places = indexes;
    this.operationAt = at;
  }

  @Override
  public @Nullable Poison decode(byte[] data, int offset, int length, ColumnBatch batch) {
    try {
      in.open(data, offset, length);
      object.bind(batch, places);
      envelope(batch);
      in.end();
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }

  private void envelope(ColumnBatch batch) {
    int row = batch.rows();
    boolean hasOperation = false;
    boolean hasData = false;
    in.expect('{');
    do {
      in.peek();
      if (in.skipName(OP)) {
        in.colon();
        once(hasOperation, "op");
        hasOperation = true;
        in.string();
        operation.truncate(0);
        in.appendToken(operation);
      } else if (in.skipName(DATA)) {
        in.colon();
        once(hasData, "data");
        hasData = true;
        data(row);
      } else {
        in.string();
        in.colon();
        in.skipValue(1);
      }
    } while (in.more('}'));
    if (!hasOperation || !hasData) {
      throw new PoisonException(
              FormatCode.VALUE_MISSING, null, "the envelope lacks a part that every record has")
          .in(hasData ? "op" : "data");
    }
    if (operationAt >= 0) {
      batch.bytes(operationAt).append(operation.array(), 0, operation.length());
    }
  }

  private void data(int row) {
    try {
      if (in.peek() == 'n') {
        in.nullLiteral();
        object.nulls(row);
      } else {
        object.read(in, row, 1);
      }
    } catch (PoisonException e) {
      throw e.in("data");
    }
  }

  private static void once(boolean there, String name) {
    if (there) {
      throw new PoisonException(FormatCode.FIELD_TWICE, null, "the field is there twice").in(name);
    }
  }
}
