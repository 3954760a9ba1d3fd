package dpone.connector.kafka.format.avro;

import dpone.connector.kafka.format.codec.Framing;
import dpone.connector.kafka.format.codec.KafkaFormatCode;
import dpone.spi.batch.ColumnBatch;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads Avro values, each by the plan of the schema it was written by. */
final class AvroDecoder implements RecordDecoder {
  private static final int MOST_PLANS = 1000;

  private final AvroInput in = new AvroInput();
  private final IntFunction<@Nullable AvroPlan> compile;
  private final boolean framed;
  private final Map<Integer, AvroPlan> plans = new HashMap<>();
  private int lastId;
  private @Nullable AvroPlan last;

  /**
   * A decoder.
   *
   * @param compile makes the plan of a schema id; null when the registry has no such schema
   */
  AvroDecoder(IntFunction<@Nullable AvroPlan> compile, boolean framed) {
    this.compile = compile;
    this.framed = framed;
  }

  @Override
  public @Nullable Poison decode(byte[] data, int offset, int length, ColumnBatch batch) {
    try {
      int header = framed ? Framing.LENGTH : 0;
      AvroPlan plan = plan(framed ? Framing.id(data, offset, length) : 0);
      in.open(data, offset + header, length - header);
      plan.read(in, batch);
      if (in.left() > 0) {
        throw Refusal.malformed(in.left() + " bytes are left behind the Avro value");
      }
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }

  private AvroPlan plan(int id) {
    AvroPlan known = last;
    if (known != null && id == lastId) {
      return known;
    }
    known = plans.get(id);
    if (known == null) {
      known = compile.apply(id);
      if (known == null) {
        throw new PoisonException(
            KafkaFormatCode.SCHEMA_ID_UNKNOWN,
            Integer.toString(id),
            "the registry has no schema of the id");
      }
      if (plans.size() >= MOST_PLANS) {
        plans.clear();
      }
      plans.put(id, known);
    }
    last = known;
    lastId = id;
    return known;
  }
}
