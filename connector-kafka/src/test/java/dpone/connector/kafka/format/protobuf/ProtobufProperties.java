package dpone.connector.kafka.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TimestampProto;
import dpone.connector.kafka.format.RandomCells;
import dpone.connector.kafka.format.RoundTrip;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.registry.MemoryRegistry;
import dpone.connector.kafka.registry.SchemaText;
import dpone.connector.kafka.registry.SchemaType;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Protocol Buffers: round trips, and the language's own library as the other side. */
@Tag("unit")
class ProtobufProperties {
  private final MemoryRegistry registry = new MemoryRegistry();

  private ProtobufFormat format(List<Field> declared, boolean envelope) {
    return new ProtobufFormat(
        registry.subjects(), new DeclaredColumns(declared, Map.of()), envelope);
  }

  private static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (Field field : RoundTrip.fields(RoundTrip.types())) {
      DataType type = field.type();
      boolean list = type instanceof DataType.Array || type instanceof DataType.Mapping;
      if (type instanceof DataType.Array array && array.element() instanceof DataType.Array) {
        continue;
      }
      if (type instanceof DataType.Struct) {
        type =
            new DataType.Struct(
                List.of(
                    new Field("x", new DataType.Int(32), true, ""),
                    new Field("y", new DataType.Array(new DataType.Text()), false, "")));
      }
      fields.add(new Field(field.name(), type, !list, ""));
    }
    return fields;
  }

  @Property(tries = 40)
  void everyTypeComesBack(@ForAll long seed) {
    List<Field> fields = fields();
    ProtobufFormat format = format(fields, false);
    RoundTrip.check(format, format, fields, new RandomCells(seed, false), 20);
    format(List.of(), false).columns("t", limit -> List.of());
  }

  private static FieldDescriptorProto field(String name, int number, Type type, Label label) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(label)
        .build();
  }

  /** The same message as {@link #TEXT}, by the library. */
  private static Descriptor descriptor() throws Exception {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Second");
    Type[] types = {
      Type.TYPE_INT32,
      Type.TYPE_INT64,
      Type.TYPE_UINT32,
      Type.TYPE_UINT64,
      Type.TYPE_SINT32,
      Type.TYPE_SINT64,
      Type.TYPE_FIXED32,
      Type.TYPE_FIXED64,
      Type.TYPE_SFIXED32,
      Type.TYPE_SFIXED64,
      Type.TYPE_FLOAT,
      Type.TYPE_DOUBLE,
      Type.TYPE_BOOL,
      Type.TYPE_STRING,
      Type.TYPE_BYTES
    };
    for (int i = 0; i < types.length; i++) {
      message.addField(field("f" + (i + 1), i + 1, types[i], Label.LABEL_OPTIONAL));
    }
    message.addField(field("packed", 300, Type.TYPE_SINT64, Label.LABEL_REPEATED));
    message.addField(field("words", 17, Type.TYPE_STRING, Label.LABEL_REPEATED));
    message.addField(
        field("at", 18, Type.TYPE_MESSAGE, Label.LABEL_OPTIONAL).toBuilder()
            .setTypeName(".google.protobuf.Timestamp"));
    message.addField(field("unknown", 99, Type.TYPE_STRING, Label.LABEL_OPTIONAL));
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("t.proto")
            .setPackage("p")
            .setSyntax("proto3")
            .addDependency("google/protobuf/timestamp.proto")
            .addMessageType(message)
            .build();
    return FileDescriptor.buildFrom(file, new FileDescriptor[] {TimestampProto.getDescriptor()})
        .findMessageTypeByName("Second");
  }

  private static final String TEXT =
      """
      syntax = "proto3";
      package p;
      import "google/protobuf/timestamp.proto";
      message First { string s = 1; }
      message Second {
        int32 f1 = 1; int64 f2 = 2; uint32 f3 = 3; uint64 f4 = 4; sint32 f5 = 5; sint64 f6 = 6;
        fixed32 f7 = 7; fixed64 f8 = 8; sfixed32 f9 = 9; sfixed64 f10 = 10; float f11 = 11;
        double f12 = 12; bool f13 = 13; string f14 = 14; bytes f15 = 15;
        repeated sint64 packed = 300; repeated string words = 17;
        google.protobuf.Timestamp at = 18;
      }
      """;

  @Property(tries = 200)
  void whatTheLibraryWritesIsRead(@ForAll long seed) throws Exception {
    int id = registry.register("t-value", new SchemaText(SchemaType.PROTOBUF, TEXT));
    Random random = new Random(seed);
    Descriptor type = descriptor();
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    long number = random.nextInt(3) == 0 ? 0 : random.nextLong();
    for (FieldDescriptor f : type.getFields()) {
      if (f.isRepeated()) {
        for (int i = random.nextInt(4); i > 0; i--) {
          message.addRepeatedField(
              f, f.getName().equals("words") ? "w" + i : (Object) random.nextLong());
        }
        continue;
      }
      message.setField(
          f,
          switch (f.getJavaType()) {
            case INT -> (int) number;
            case LONG -> number;
            case FLOAT -> (float) number;
            case DOUBLE -> (double) number;
            case BOOLEAN -> number > 0;
            case STRING -> number == 0 ? "" : "é" + number;
            case BYTE_STRING -> ByteString.copyFromUtf8("b");
            case MESSAGE -> Timestamp.newBuilder().setSeconds(-5).setNanos(7).build();
            default -> throw new IllegalStateException();
          });
    }
    byte[] bytes = message.build().toByteArray();
    byte[] value =
        ByteBuffer.allocate(7 + bytes.length)
            .put((byte) 0)
            .putInt(id)
            .put(new byte[] {2, 2})
            .put(bytes)
            .array();
    // Only the records' own path says which message they are: the columns are declared.
    List<Field> columns =
        new ProtoColumns().of(ProtoSchema.parse(TEXT, List.of()).at(new int[] {1}));
    ColumnBatch batch = PlainMemory.batch(columns);
    assertThat(
            format(columns, false).decoder("t", columns, 0).decode(value, 0, value.length, batch))
        .isNull();
    batch.endRow();
    assertThat(batch.ints(0).get(0)).isEqualTo((int) number);
    assertThat(batch.longs(1).get(0)).isEqualTo(number);
    assertThat(batch.longs(2).get(0)).isEqualTo(number & 0xFFFF_FFFFL);
    assertThat(batch.longs(3).get(0)).isEqualTo(number);
    assertThat(batch.ints(4).get(0)).isEqualTo((int) number);
    assertThat(batch.longs(5).get(0)).isEqualTo(number);
    assertThat(batch.longs(6).get(0)).isEqualTo(number & 0xFFFF_FFFFL);
    assertThat(batch.longs(7).get(0)).isEqualTo(number);
    assertThat(batch.ints(8).get(0)).isEqualTo((int) number);
    assertThat(batch.longs(9).get(0)).isEqualTo(number);
    assertThat(batch.doubles(10).get(0)).isEqualTo((float) number);
    assertThat(batch.doubles(11).get(0)).isEqualTo((double) number);
    assertThat(batch.ints(12).get(0)).isEqualTo(number > 0 ? 1 : 0);
    assertThat(RandomCells.show(columns.get(15).type(), batch.column(15), 0))
        .isEqualTo(message.getField(type.findFieldByName("packed")).toString());
    assertThat(batch.longs(17).get(0)).isEqualTo(-4_999_999_993L);
  }

  @Example
  void whatIsWrittenTheLibraryReads() throws Exception {
    registry.register("t-value", new SchemaText(SchemaType.PROTOBUF, TEXT));
    List<Field> columns =
        new ProtoColumns().of(ProtoSchema.parse(TEXT, List.of()).at(new int[] {1}));
    ProtobufFormat format =
        new ProtobufFormat(
            new dpone.connector.kafka.registry.Subjects(
                registry, "topic", "p.Second", false, false, true),
            DeclaredColumns.NONE,
            false);
    format.check("t", columns);
    for (int seed = 0; seed < 200; seed++) {
      ColumnBatch batch = PlainMemory.batch(columns);
      RandomCells cells = new RandomCells(seed, false);
      for (int i = 0; i < columns.size(); i++) {
        cells.append(columns.get(i).type(), batch.column(i), columns.get(i).nullable());
      }
      batch.endRow();
      ByteOutput out = new ByteOutput(16);
      int[] all = IntStream.range(0, columns.size()).toArray();
      Poison poison =
          format
              .encoder("t", columns, all, EnvelopeFacts.NONE)
              .encode(batch, 0, Operation.UPSERT, out);
      if (poison != null) {
        // An int64 column may hold what uint32 cannot.
        assertThat(poison.code()).isEqualTo(FormatCode.VALUE_OUT_OF_RANGE);
        continue;
      }
      byte[] value = out.toByteArray();
      assertThat(value).startsWith(0, 0, 0, 0, 1, 2, 2);
      DynamicMessage read =
          DynamicMessage.parseFrom(descriptor(), ByteString.copyFrom(value, 7, value.length - 7));
      assertThat(read.getUnknownFields().asMap()).isEmpty();
      assertThat(read.getField(read.getDescriptorForType().findFieldByName("f2")))
          .isEqualTo(batch.longs(1).get(0));
      assertThat(read.getField(read.getDescriptorForType().findFieldByName("f14")))
          .isEqualTo(batch.bytes(13).text(0));
    }
  }

  @Example
  void numbersStayWithTheirColumns() {
    List<Field> first =
        List.of(
            new Field("a", new DataType.Int(64), true, ""),
            new Field("b", new DataType.Text(), true, ""));
    format(List.of(), false).encoder("t", first, new int[] {0, 1}, EnvelopeFacts.NONE);
    List<Field> second =
        List.of(
            new Field("c", new DataType.Text(), true, ""),
            new Field("b", new DataType.Text(), true, ""));
    format(List.of(), false).encoder("t", second, new int[] {0, 1}, EnvelopeFacts.NONE);
    String text = registry.latest("t-value").orElseThrow().schema().text();
    assertThat(text).contains("string c = 3", "string b = 2", "reserved 1;");
    List<Field> third = List.of(new Field("d", new DataType.Bool(), true, ""));
    format(List.of(), false).encoder("t", third, new int[] {0}, EnvelopeFacts.NONE);
    assertThat(registry.latest("t-value").orElseThrow().schema().text()).contains("bool d = 4");
  }

  @Example
  void theEnvelopeAndWellKnownTypes() {
    List<Field> fields = List.of(new Field("id", new DataType.Int(64), true, ""));
    ProtobufFormat format = format(List.of(), true);
    ColumnBatch batch = PlainMemory.batch(fields);
    batch.longs(0).append(5);
    batch.endRow();
    ByteOutput out = new ByteOutput(16);
    EnvelopeFacts facts = new EnvelopeFacts(Map.of("load_id", "x"), Map.of());
    assertThat(
            format
                .encoder("t", fields, new int[] {0}, facts)
                .encode(batch, 0, Operation.INSERT, out))
        .isNull();
    List<Field> columns = format.columns("t", limit -> List.of());
    ColumnBatch back = PlainMemory.batch(columns);
    assertThat(format.decoder("t", columns, 0).decode(out.array(), 0, out.length(), back)).isNull();
    back.endRow();
    assertThat(back.bytes(0).text(0)).isEqualTo("insert");
    assertThat(back.longs(1).get(0)).isEqualTo(5);
    String known =
        """
        syntax = "proto3";
        import "google/protobuf/wrappers.proto";
        import "google/protobuf/struct.proto";
        message M { google.protobuf.Int64Value v = 1; google.protobuf.Struct s = 2;
          oneof o { int32 i = 3; string t = 4; } enum E { ZERO = 0; ONE = 1; } E e = 5;
          map<string, int32> m = 6; }
        """;
    List<Field> of = new ProtoColumns().of(ProtoSchema.parse(known, List.of()).at(new int[] {0}));
    assertThat(of.stream().map(f -> f.name() + " " + f.type().text() + " " + f.nullable()))
        .containsExactly(
            "v int64 true",
            "s json true",
            "e enum false",
            "m map<string,int32> false",
            "i int32 true",
            "t string true");
    assertThatThrownBy(() -> ProtoSchema.parse("message A { optional B b = 1; }", List.of()))
        .hasMessageContaining("type B of field b");
  }

  @Property(tries = 1000)
  void anyBytesAreARowOrAPoison(@ForAll long seed) {
    List<Field> fields = fields();
    ProtobufFormat format = format(fields, false);
    ColumnBatch batch = PlainMemory.batch(fields);
    RandomCells cells = new RandomCells(seed, false);
    for (int i = 0; i < fields.size(); i++) {
      cells.append(fields.get(i).type(), batch.column(i), fields.get(i).nullable());
    }
    batch.endRow();
    ByteOutput out = new ByteOutput(64);
    int[] all = IntStream.range(0, fields.size()).toArray();
    assertThat(
            format
                .encoder("t", fields, all, EnvelopeFacts.NONE)
                .encode(batch, 0, Operation.UPSERT, out))
        .isNull();
    byte[] value = out.toByteArray();
    Random random = new Random(seed);
    for (int i = random.nextInt(4); i >= 0; i--) {
      value[5 + random.nextInt(value.length - 5)] = (byte) random.nextInt();
    }
    int length = random.nextInt(3) == 0 ? random.nextInt(value.length) : value.length;
    ColumnBatch back = PlainMemory.batch(fields);
    var decoder = format.decoder("t", fields, 0);
    if (decoder.decode(value, 0, length, back) == null) {
      back.endRow();
    } else {
      back.undoRow();
    }
    assertThat(decoder.decode(out.array(), 0, out.length(), back)).isNull();
    back.endRow();
  }
}
