package dpone.connector.kafka.format.protobuf;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Framing;
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

/** Writes rows as messages. */
final class ProtoEncoder implements RecordEncoder {
  private final ProtoFieldWriter[] fields;
  private final int[] cells;
  private final byte[] prefix;
  private final boolean envelope;
  private final byte[] tail;

  /**
   * An encoder.
   *
   * @param row the message of a row
   * @param path where the outermost message stands in its schema
   * @param facts what the envelope says; null without envelope
   */
  ProtoEncoder(
      List<Field> columns,
      int[] cells,
      ProtoMessage row,
      int id,
      int[] path,
      @Nullable EnvelopeFacts facts) {
    this.fields = ProtoWriter.fields(columns, row, "").toArray(ProtoFieldWriter[]::new);
    this.cells = cells.clone();
    this.prefix = prefix(id, path);
    this.envelope = facts != null;
    ByteOutput out = new ByteOutput(64);
    if (facts != null) {
      map(3, facts.metadata(), out);
      map(4, facts.source(), out);
    }
    this.tail = out.toByteArray();
  }

  private static byte[] prefix(int id, int[] path) {
    ByteOutput out = new ByteOutput(16);
    out.write(Framing.of(id));
    if (path.length == 1 && path[0] == 0) {
      out.write(0);
    } else {
      out.zigzag(path.length);
      for (int index : path) {
        out.zigzag(index);
      }
    }
    return out.toByteArray();
  }

  private static void map(int number, Map<String, String> map, ByteOutput out) {
    map.forEach((key, value) -> {
      out.varint(number << 3 | 2);
      int start = out.length();
      text(1, key, out);
      text(2, value, out);
      ProtoWriter.frame(start, out);
    });
  }

  private static void text(int number, String text, ByteOutput out) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.varint(number << 3 | 2);
    out.varint(utf8.length);
    out.write(utf8);
  }

  @Override
  public @Nullable Poison encode(ColumnBatch batch, int row, Operation operation, ByteOutput out) {
    try {
      out.write(prefix);
      int start = 0;
      if (envelope) {
        text(1, operation.text(), out);
        out.varint(2 << 3 | 2);
        start = out.length();
      }
      for (ProtoFieldWriter field : fields) {
        field.write(batch.column(cells[field.source()]), row, out);
      }
      if (envelope) {
        ProtoWriter.frame(start, out);
        out.write(tail);
      }
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }
}
