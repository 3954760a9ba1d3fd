package dpone.connector.kafka.format.json;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON objects. */
public final class JsonEncoder implements RecordEncoder {
  private final List<Field> fields;
  private final int[] cells;
  private final JsonWriter[] writers;
  private final byte[][] names;
  private final byte[] prefix;
  private final Map<Operation, byte[]> heads;
  private final byte[] tail;

  /**
   * An encoder.
   *
   * @param prefix what stands before each value, such as the framing of a schema id
   * @param facts what the envelope says, or null when there is none
   */
  public JsonEncoder(
      List<Field> fields, int[] cells, boolean hex, byte[] prefix, @Nullable EnvelopeFacts facts) {
    this.fields = List.copyOf(fields);
    this.cells = cells.clone();
    this.prefix = prefix.clone();
    writers = fields.stream().map(f -> JsonWriter.of(f.type(), hex)).toArray(JsonWriter[]::new);
    names = JsonWriter.names(fields);
    heads = facts == null ? Map.of() : heads();
    tail = facts == null ? new byte[0] : tail(facts);
  }

  private static Map<Operation, byte[]> heads() {
    Map<Operation, byte[]> heads = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      String head = "{\"op\":\"" + operation.text() + "\",\"data\":";
      heads.put(operation, head.getBytes(StandardCharsets.UTF_8));
    }
    return heads;
  }

  private static byte[] tail(EnvelopeFacts facts) {
    ByteOutput out = new ByteOutput(128);
    out.write(",\"metadata\":");
    object(facts.metadata(), out);
    out.write(",\"source\":");
    object(facts.source(), out);
    out.write('}');
    return out.toByteArray();
  }

  private static void object(Map<String, String> map, ByteOutput out) {
    out.write('{');
    boolean first = true;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      if (!first) {
        out.write(',');
      }
      first = false;
      text(entry.getKey(), out);
      out.write(':');
      text(entry.getValue(), out);
    }
    out.write('}');
  }

  private static void text(String text, ByteOutput out) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    JsonWriter.string(utf8, 0, utf8.length, out);
  }

  @Override
  public @Nullable Poison encode(ColumnBatch batch, int row, Operation operation, ByteOutput out) {
    try {
      out.write(prefix);
      byte[] head = heads.get(operation);
      if (head != null) {
        out.write(head);
      }
      out.write('{');
      for (int i = 0; i < writers.length; i++) {
        out.write(names[i]);
        try {
          JsonWriter.value(writers[i], batch.column(cells[i]), row, out);
        } catch (PoisonException e) {
          throw e.in(fields.get(i).name());
        }
      }
      out.write('}');
      out.write(tail);
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }
}
