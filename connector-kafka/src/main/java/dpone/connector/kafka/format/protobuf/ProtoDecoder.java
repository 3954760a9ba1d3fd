package dpone.connector.kafka.format.protobuf;

import dpone.connector.kafka.format.codec.Framing;
import dpone.connector.kafka.format.codec.KafkaFormatCode;
import dpone.connector.kafka.format.codec.Operation;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads messages, each by the schema and the path to a message that it names. */
final class ProtoDecoder implements RecordDecoder {
  private static final int MOST_PLANS = 1000;
  private static final int LONGEST_PATH = 100;

  /** A schema's message at a path. */
  private record Key(int id, List<Integer> path) {}

  private final ProtoInput in = new ProtoInput();
  private final IntFunction<@Nullable ProtoSchema> schemas;
  private final List<Field> fields = new ArrayList<>();
  private final int[] places;
  private final int operationAt;
  private final boolean envelope;
  private final Map<Key, Plan> plans = new HashMap<>();
  private int lastId = -1;
  private @Nullable Plan lastFirst;

  /**
   * How one message becomes a row.
   *
   * @param data tag of the row inside an envelope; 0 without one
   * @param operation tag of the operation inside an envelope; 0 without one
   */
  private record Plan(
      MessagePlan row, int data, int operation, @Nullable ProtoCell operationCell) {}

  ProtoDecoder(
      IntFunction<@Nullable ProtoSchema> schemas,
      List<Field> columns,
      int first,
      boolean envelope) {
    this.schemas = schemas;
    this.envelope = envelope;
    int at = -1;
    int[] indexes = new int[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      if (envelope && columns.get(i).name().equals(Operation.COLUMN)) {
        at = first + i;
      } else {
        indexes[fields.size()] = first + i;
        fields.add(columns.get(i));
      }
    }
    places = indexes;
    operationAt = at;
  }

  @Override
  public @Nullable Poison decode(byte[] data, int offset, int length, ColumnBatch batch) {
    try {
      int id = Framing.id(data, offset, length);
      in.open(data, offset + Framing.LENGTH, length - Framing.LENGTH);
      Plan plan = plan(id);
      plan.row().bind(batch, places);
      if (envelope) {
        envelope(plan, batch);
      } else {
        plan.row().read(in, batch.rows());
      }
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }

  private void envelope(Plan plan, ColumnBatch batch) {
    boolean hasData = false;
    int row = batch.rows();
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == plan.data() && !hasData) {
        hasData = true;
        int outer = in.enter();
        plan.row().read(in, row);
        in.leave(outer);
      } else if (tag == plan.operation() && operationAt >= 0 && plan.operationCell() != null) {
        batch.column(operationAt).truncate(row);
        plan.operationCell().read(in, batch.column(operationAt));
      } else {
        in.skipValue(tag);
      }
    }
    boolean hasOperation = operationAt < 0 || batch.column(operationAt).rows() > row;
    if (!hasData || !hasOperation) {
      throw new PoisonException(
              FormatCode.VALUE_MISSING, null, "the envelope lacks a part that every record has")
          .in(hasData ? "op" : "data");
    }
  }

  /** The path comes after the id: a count and indexes, or a single zero for the first message. */
  private Plan plan(int id) {
    int count = index();
    Plan first = lastFirst;
    if (count == 0 && id == lastId && first != null) {
      return first;
    }
    if (count < 0 || count > LONGEST_PATH) {
      throw new PoisonException(
          KafkaFormatCode.FRAMING,
          Integer.toString(count),
          "the path to the message cannot be read");
    }
    int[] path = new int[Math.max(1, count)];
    for (int i = 0; i < count; i++) {
      path[i] = index();
    }
    Key key = new Key(id, Arrays.stream(path).boxed().toList());
    Plan plan = plans.get(key);
    if (plan == null) {
      plan = compile(id, path);
      if (plans.size() >= MOST_PLANS) {
        plans.clear();
      }
      plans.put(key, plan);
    }
    if (count == 0) {
      lastId = id;
      lastFirst = plan;
    }
    return plan;
  }

  private int index() {
    long value = in.varint();
    long index = value >>> 1 ^ -(value & 1);
    return (int) Math.max(-1, Math.min(index, Integer.MAX_VALUE));
  }

  private Plan compile(int id, int[] path) {
    ProtoSchema schema = schemas.apply(id);
    if (schema == null) {
      throw new PoisonException(
          KafkaFormatCode.SCHEMA_ID_UNKNOWN,
          Integer.toString(id),
          "the registry has no schema of the id");
    }
    ProtoMessage message = schema.at(path);
    if (message == null) {
      throw new PoisonException(
          KafkaFormatCode.FRAMING, Arrays.toString(path), "the schema has no message at the path");
    }
    if (!envelope) {
      return new Plan(MessagePlan.of(message, fields), 0, 0, null);
    }
    ProtoMessage.Member data = message.member("data").orElse(null);
    ProtoMessage.Member operation = message.member("op").orElse(null);
    if (data == null
        || operation == null
        || data.kind() != ProtoMessage.Kind.MESSAGE
        || data.repeated()) {
      throw new PoisonException(
          FormatCode.VALUE_WRONG_TYPE, message.name, "the message is no envelope");
    }
    return new Plan(
        MessagePlan.of(data.type(), fields),
        data.number() << 3 | 2,
        operation.number() << 3 | operation.kind().wire(),
        ProtoCells.of(operation, new DataType.Text()));
  }
}
