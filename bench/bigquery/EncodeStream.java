import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.proto.ProtoRows;
import dpone.connector.bigquery.proto.RowDescriptor;
import dpone.connector.bigquery.type.BqField;
import dpone.spi.batch.ColumnBatch;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows as the Storage Write API takes them (fields of {@code ProtoRows}), by the connector's encoder ({@code
 * ours}) or by protobuf-java's {@code DynamicMessage} ({@code library}), out of rows that are there in the form in
 * which each takes them; prints what {@link Encode} does. {@code check} reads a file by the library.
 */
public final class EncodeStream {
  private static final int REQUEST = 2 * 1024 * 1024;
  private static final int DIFFERENT = 20_000;

  private final Meter meter;

  private EncodeStream(long rows) {
    this.meter = new Meter(rows);
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("check")) {
      check(args[1]);
      return;
    }
    EncodeStream run = new EncodeStream(Long.parseLong(args[1]));
    if (args[0].equals("ours")) {
      run.ours(args[3]);
    } else {
      run.library(args[3]);
    }
  }

  private static List<EncodedColumn> columns() {
    return Rows.SCHEMA.fields().stream()
        .map(f -> new EncodedColumn(f.name(), true, !f.nullable(), false, false))
        .toList();
  }

  private static Descriptor descriptor() throws Exception {
    List<BqField> fields = new ArrayList<>();
    for (int i = 0; i < Rows.SCHEMA.size(); i++) {
      fields.add(columns().get(i).field(i, Rows.SCHEMA.fields().get(i).type()));
    }
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder().setName("row.proto").addMessageType(RowDescriptor.of(fields)).build();
    return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().get(0);
  }

  private void ours(String to) throws Exception {
    Plain plain = new Plain(128 << 10);
    List<ColumnBatch> batches = new ArrayList<>();
    for (long next = 0; next < DIFFERENT; next += batches.get(batches.size() - 1).rows()) {
      batches.add(Rows.batch(plain, next));
    }
    ProtoRows encoder = new ProtoRows("rows", Rows.SCHEMA, columns());
    Out out = new Out(plain.reserve(), REQUEST + REQUEST / 8);
    try (OutputStream file = new FileOutputStream(to)) {
      for (int i = 0; meter.more(); i = (i + 1) % batches.size()) {
        ColumnBatch batch = batches.get(i);
        meter.begin();
        for (int row = 0; row < batch.rows(); row++) {
          encoder.write(batch, row, out, (at, field, why) -> {
            throw new IllegalStateException(field.name() + ": " + why);
          });
          if (out.length() >= REQUEST) {
            file.write(out.data(), 0, out.length());
            out.truncate(0);
          }
        }
        meter.end(batch.rows());
      }
      meter.begin();
      file.write(out.data(), 0, out.length());
      meter.end(0);
    }
    meter.tell(batches.size());
  }

  private void library(String to) throws Exception {
    Plain plain = new Plain(128 << 10);
    List<List<Object[]>> blocks = new ArrayList<>();
    long next = 0;
    while (next < DIFFERENT) {
      int count;
      try (ColumnBatch same = Rows.batch(plain, next)) {
        count = same.rows();
      }
      List<Object[]> block = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Object[] row = Rows.objects(next++);
        for (int c = 0; c < row.length; c++) {
          row[c] = row[c] == null ? null : cell(c, row[c]);
        }
        block.add(row);
      }
      blocks.add(block);
    }
    Descriptor descriptor = descriptor();
    FieldDescriptor[] fields = descriptor.getFields().toArray(FieldDescriptor[]::new);
    try (OutputStream file = new FileOutputStream(to)) {
      CodedOutputStream out = CodedOutputStream.newInstance(file, REQUEST);
      for (int i = 0; meter.more(); i = (i + 1) % blocks.size()) {
        List<Object[]> block = blocks.get(i);
        meter.begin();
        for (Object[] row : block) {
          DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
          for (int c = 0; c < row.length; c++) {
            if (row[c] != null) {
              message.setField(fields[c], row[c]);
            }
          }
          out.writeMessage(1, message.build());
        }
        meter.end(block.size());
      }
      meter.begin();
      out.flush();
      meter.end(0);
    }
    meter.tell(blocks.size());
  }

  /** What the message takes; texts are there as Avro has them. */
  private static Object cell(int column, Object value) {
    return switch (column) {
      case 4, 5 -> decimal((BigDecimal) value);
      case 13 -> civil((Long) value);
      default -> value instanceof CharSequence text ? text.toString() : value;
    };
  }

  private static ByteString decimal(BigDecimal value) {
    byte[] high = value.setScale(9).unscaledValue().toByteArray();
    byte[] low = new byte[high.length];
    for (int i = 0; i < high.length; i++) {
      low[i] = high[high.length - 1 - i];
    }
    return ByteString.copyFrom(low);
  }

  private static long civil(long micros) {
    LocalDateTime at =
        LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), 0, ZoneOffset.UTC);
    return (long) at.getYear() << 46
        | (long) at.getMonthValue() << 42
        | (long) at.getDayOfMonth() << 37
        | (long) at.getHour() << 32
        | (long) at.getMinute() << 26
        | (long) at.getSecond() << 20
        | Math.floorMod(micros, 1_000_000L);
  }

  private static void check(String file) throws Exception {
    Descriptor descriptor = descriptor();
    long count = 0;
    long sum = 0;
    try (BufferedInputStream in = new BufferedInputStream(new FileInputStream(file))) {
      CodedInputStream coded = CodedInputStream.newInstance(in);
      coded.setSizeLimit(Integer.MAX_VALUE);
      while (coded.readTag() != 0) {
        DynamicMessage row = DynamicMessage.parseFrom(descriptor, coded.readByteArray());
        coded.resetSizeCounter();
        if (!row.getUnknownFields().asMap().isEmpty()) {
          throw new IllegalStateException("unknown fields in row " + count);
        }
        for (FieldDescriptor field : descriptor.getFields()) {
          sum = sum * 31 + (row.hasField(field) ? row.getField(field).hashCode() : 7);
        }
        count++;
      }
    }
    System.out.println(count + " " + Long.toHexString(sum));
  }
}
