package dpone.connector.kafka.format.avro;

import dpone.connector.kafka.format.codec.Operation;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values of one writer's schema become rows, with or without envelope. */
final class AvroPlan {
  private final AvroType writer;
  private final @Nullable RecordPlan record;
  private final int[] places;
  private final int operationAt;
  private final int operationIn;
  private final int dataIn;
  private final int nullBranch;

  private AvroPlan(
      AvroType writer,
      List<Field> columns,
      int first,
      @Nullable AvroType reader,
      boolean envelope) {
    this.writer = writer;
    List<Field> fields = new ArrayList<>();
    int[] indexes = new int[columns.size()];
    int operation = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (envelope && columns.get(i).name().equals(Operation.COLUMN)) {
        operation = first + i;
      } else {
        indexes[fields.size()] = first + i;
        fields.add(columns.get(i));
      }
    }
    places = indexes;
    operationAt = operation;
    List<String> names = writer.members.stream().map(AvroType.Member::name).toList();
    operationIn = envelope ? names.indexOf("op") : -1;
    dataIn = envelope ? names.indexOf("data") : -1;
    AvroType row = envelope ? row(writer) : writer;
    nullBranch = dataIn < 0 ? -1 : nullBranch(writer.members.get(dataIn).type());
    AvroType newest = reader == null || !envelope ? reader : row(reader);
    boolean isRecord = row != null && row.kind == AvroType.Kind.RECORD;
    record = isRecord && row != null ? RecordPlan.of(row, fields, newest) : null;
  }

  static AvroPlan of(
      AvroType writer,
      List<Field> columns,
      int first,
      @Nullable AvroType reader,
      boolean envelope) {
    return new AvroPlan(writer, columns, first, reader, envelope);
  }

  /** The record in an envelope's data; null when it is no such envelope. */
  static @Nullable AvroType row(AvroType envelope) {
    return envelope
        .member("data")
        .flatMap(m -> m.type().single())
        .filter(t -> t.kind == AvroType.Kind.RECORD)
        .orElse(null);
  }

  private static int nullBranch(AvroType data) {
    for (int i = 0; i < data.branches.size(); i++) {
      if (data.branches.get(i).kind == AvroType.Kind.NULL) {
        return i;
      }
    }
    return -1;
  }

  void read(AvroInput in, ColumnBatch batch) {
    RecordPlan plan = record;
    if (plan == null) {
      throw new PoisonException(
          FormatCode.VALUE_WRONG_TYPE,
          writer.branchName(),
          "the record's schema is not that of a row");
    }
    plan.bind(batch, places);
    if (dataIn < 0) {
      plan.read(in);
      return;
    }
    for (int i = 0; i < writer.members.size(); i++) {
      AvroType type = writer.members.get(i).type();
      if (i == dataIn) {
        data(type, in, plan);
      } else if (i == operationIn && operationAt >= 0) {
        AvroCells.of(type, new DataType.Text(), null).read(in, batch.column(operationAt));
      } else {
        AvroSkip.skip(type, in, 0);
      }
    }
  }

  private void data(AvroType type, AvroInput in, RecordPlan plan) {
    if (type.kind == AvroType.Kind.UNION && AvroSkip.branch(type, in) == nullBranch) {
      plan.nulls();
      return;
    }
    try {
      plan.read(in);
    } catch (PoisonException e) {
      throw e.in("data");
    }
  }
}
