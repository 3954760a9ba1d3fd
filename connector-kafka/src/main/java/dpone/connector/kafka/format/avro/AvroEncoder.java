package dpone.connector.kafka.format.avro;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as Avro records. */
final class AvroEncoder implements RecordEncoder {
  private final AvroFieldWriter[] fields;
  private final int[] cells;
  private final byte[] prefix;
  private final boolean envelope;
  private final byte[] tail;

  /**
   * An encoder.
   *
   * @param row the record of a row, inside the envelope if there is one
   * @param prefix the framing
   * @param facts what the envelope says; null without envelope
   */
  AvroEncoder(
      List<Field> columns,
      int[] cells,
      AvroType row,
      byte[] prefix,
      @Nullable EnvelopeFacts facts) {
    this.fields = AvroNestedWriter.fields(columns, row, "").toArray(AvroFieldWriter[]::new);
    this.cells = cells.clone();
    this.prefix = prefix.clone();
    this.envelope = facts != null;
    ByteOutput out = new ByteOutput(64);
    if (facts != null) {
      map(facts.metadata(), out);
      map(facts.source(), out);
    }
    this.tail = out.toByteArray();
  }

  private static void map(Map<String, String> map, ByteOutput out) {
    if (!map.isEmpty()) {
      out.zigzag(map.size());
      map.forEach((key, value) -> {
        text(key, out);
        text(value, out);
      });
    }
    out.zigzag(0);
  }

  private static void text(String text, ByteOutput out) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.zigzag(utf8.length);
    out.write(utf8);
  }

  @Override
  public @Nullable Poison encode(ColumnBatch batch, int row, Operation operation, ByteOutput out) {
    try {
      out.write(prefix);
      if (envelope) {
        text(operation.text(), out);
      }
      for (AvroFieldWriter field : fields) {
        field.write(batch.column(cells[Math.max(0, field.source())]), row, out);
      }
      out.write(tail);
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }
}
