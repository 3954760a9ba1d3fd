package dpone.connector.kafka.format.protobuf;

import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a message is spread over columns. Used by one thread. */
final class MessagePlan {
  private static final int SMALL = 256;

  private final Step[] steps;
  private final Step[] byNumber = new Step[SMALL];
  private final Map<Integer, Step> others = new HashMap<>();
  private final Column[] columns;
  private @Nullable Object boundTo;

  /**
   * A column.
   *
   * @param member its field; null when the message has none
   * @param absent what stands for a field that is not there
   */
  private record Step(
      int column,
      String name,
      ProtoMessage.@Nullable Member member,
      boolean repeated,
      boolean message,
      int wire,
      ProtoCell cell,
      ProtoCell absent) {}

  private MessagePlan(ProtoMessage message, List<Field> fields) {
    columns = new Column[fields.size()];
    steps = new Step[fields.size()];
    for (int i = 0; i < steps.length; i++) {
      Step step = step(i, fields.get(i), message.member(fields.get(i).name()).orElse(null));
      steps[i] = step;
      ProtoMessage.Member member = step.member();
      if (member != null && member.number() < SMALL) {
        byNumber[member.number()] = step;
      } else if (member != null) {
        others.put(member.number(), step);
      }
    }
  }

  static MessagePlan of(ProtoMessage message, List<Field> fields) {
    return new MessagePlan(message, fields);
  }

  private static Step step(int at, Field field, ProtoMessage.@Nullable Member member) {
    ProtoCell absent = absent(field, member);
    if (member == null) {
      return new Step(at, field.name(), null, false, false, -1, absent, absent);
    }
    ProtoCell cell;
    if (member.map()) {
      cell = entry(member, field.type());
    } else if (member.repeated()) {
      cell =
          field.type() instanceof DataType.Array array
              ? ProtoCells.of(member.single(), array.element())
              : ProtoCells.mismatch(member, field.type());
    } else {
      cell = ProtoCells.of(member, field.type());
    }
    boolean list =
        member.repeated()
            && (field.type() instanceof DataType.Array || field.type() instanceof DataType.Mapping);
    return new Step(
        at,
        field.name(),
        member,
        list,
        member.kind() == ProtoMessage.Kind.MESSAGE,
        member.kind().wire(),
        cell,
        absent);
  }

  private static ProtoCell absent(Field field, ProtoMessage.@Nullable Member member) {
    if (member == null || member.hasPresence() || member.required()) {
      String text = member == null ? null : member.defaultText();
      if (text != null && member != null && member.kind() != ProtoMessage.Kind.BYTES) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return TextCells.of(field.type(), CellForm.STANDARD, false)
            .<ProtoCell>map(cell -> (in, column) -> cell.append(utf8, 0, utf8.length, column))
            .orElse((in, column) -> column.appendNull());
      }
      boolean refuses = !field.nullable() || (member != null && member.required());
      return refuses
          ? (in, column) -> {
            throw new PoisonException(FormatCode.VALUE_MISSING, null, "the field is missing");
          }
          : (in, column) -> column.appendNull();
    }
    return member.repeated()
        ? ProtoCells.mismatch(member, field.type())
        : zero(member, field.type());
  }

  /** The cell of a value that is not written because it is zero or empty. */
  static ProtoCell zero(ProtoMessage.Member member, DataType type) {
    byte[] value =
        switch (member.kind()) {
          case FLOAT, FIXED32, SFIXED32 -> new byte[4];
          case DOUBLE, FIXED64, SFIXED64 -> new byte[8];
          default -> new byte[1];
        };
    ProtoCell cell = ProtoCells.of(member.single(), type);
    ProtoInput zero = new ProtoInput();
    return (in, column) -> {
      zero.open(value, 0, value.length);
      cell.read(zero, column);
    };
  }

  private static ProtoCell entry(ProtoMessage.Member member, DataType type) {
    if (!(type instanceof DataType.Mapping map)) {
      return ProtoCells.mismatch(member, type);
    }
    ProtoMessage.Member keyMember = member.type().required("key");
    ProtoMessage.Member valueMember = member.type().required("value");
    ProtoCell key = ProtoCells.of(keyMember, map.key());
    ProtoCell value = ProtoCells.of(valueMember, map.value());
    ProtoCell noKey = zero(keyMember, map.key());
    ProtoCell noValue = zero(valueMember, map.value());
    return (in, column) -> {
      StructColumn entries = (StructColumn) column;
      int row = entries.rows();
      int outer = in.enter();
      while (in.hasMore()) {
        int tag = in.tag();
        if (tag == (1 << 3 | keyMember.kind().wire())) {
          entries.field(0).truncate(row);
          key.read(in, entries.field(0));
        } else if (tag == (2 << 3 | valueMember.kind().wire())) {
          entries.field(1).truncate(row);
          value.read(in, entries.field(1));
        } else {
          in.skipValue(tag);
        }
      }
      in.leave(outer);
      if (entries.field(0).rows() == row) {
        noKey.read(in, entries.field(0));
      }
      if (entries.field(1).rows() == row) {
        noValue.read(in, entries.field(1));
      }
      entries.endStruct();
    };
  }

  void bind(ColumnBatch batch, int[] places) {
    if (boundTo != batch) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = batch.column(places[i]);
      }
      boundTo = batch;
    }
  }

  void bind(StructColumn struct) {
    if (boundTo != struct) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = struct.field(i);
      }
      boundTo = struct;
    }
  }

  /** Appends one cell to each column, out of the fields up to the end of the input. */
  void read(ProtoInput in, int row) {
    while (in.hasMore()) {
      int tag = in.tag();
      int number = tag >>> 3;
      Step step = number < SMALL ? byNumber[number] : others.get(number);
      if (step == null) {
        in.skipValue(tag);
        continue;
      }
      try {
        field(step, tag & 7, tag, in, row);
      } catch (PoisonException e) {
        throw e.in(step.name());
      }
    }
    for (Step step : steps) {
      Column column = columns[step.column()];
      if (column.rows() == row) {
        try {
          if (step.repeated()) {
            ((ListColumn) column).endList();
          } else {
            step.absent().read(in, column);
          }
        } catch (PoisonException e) {
          throw e.in(step.name());
        }
      }
    }
  }

  private void field(Step step, int wire, int tag, ProtoInput in, int row) {
    Column column = columns[step.column()];
    if (step.repeated()) {
      Column elements = ((ListColumn) column).elements();
      if (wire == 2 && step.wire() != 2) {
        int outer = in.enter();
        while (in.hasMore()) {
          step.cell().read(in, elements);
        }
        in.leave(outer);
        return;
      }
      if (wire == step.wire()) {
        step.cell().read(in, elements);
        return;
      }
    } else if (wire == step.wire()) {
      if (column.rows() > row) {
        if (step.message()) {
          throw Refusal.malformed("a message stands twice where it may stand once");
        }
        column.truncate(row);
      }
      step.cell().read(in, column);
      return;
    }
    // Another wire type than the schema's is a field that nobody knows.
    in.skipValue(tag);
  }
}
