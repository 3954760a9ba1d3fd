package dpone.connector.kafka.format.avro;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Framing;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.registry.RegisteredSchema;
import dpone.connector.kafka.registry.SchemaText;
import dpone.connector.kafka.registry.SchemaType;
import dpone.connector.kafka.registry.Subjects;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Avro by the schemas of a registry. */
public final class AvroFormat implements ValueFormat {
  private final Subjects subjects;
  private final DeclaredColumns declared;
  private final boolean envelope;
  private final boolean unionsAsStructs;

  /**
   * The format.
   *
   * @param declared columns that stand for those of the newest schema
   * @param unionsAsStructs whether a union of several types is a struct instead of an error
   */
  public AvroFormat(
      Subjects subjects, DeclaredColumns declared, boolean envelope, boolean unionsAsStructs) {
    this.subjects = subjects;
    this.declared = declared;
    this.envelope = envelope;
    this.unionsAsStructs = unionsAsStructs;
  }

  @Override
  public String name() {
    return "avro";
  }

  @Override
  public List<Field> columns(String topic, Samples samples) {
    List<Field> fields = new ArrayList<>();
    if (envelope) {
      fields.add(new Field(Operation.COLUMN, new DataType.Text(), false, ""));
    }
    if (!declared.fields().isEmpty()) {
      fields.addAll(declared.fields());
    } else {
      AvroType newest = parse(subjects.newest(topic, SchemaType.AVRO).schema());
      fields.addAll(new AvroColumns(unionsAsStructs).of(row(newest)));
    }
    return fields;
  }

  private AvroType row(AvroType type) {
    AvroType row = envelope ? AvroPlan.row(type) : type;
    if (row == null) {
      throw FormatCode.OPTION
          .error("the schema " + type.branchName() + " is no envelope with a record in data")
          .remedy("set value.envelope to flat")
          .build();
    }
    return row;
  }

  private AvroType parse(SchemaText schema) {
    return AvroParser.parse(schema.text(), subjects.references(schema).values());
  }

  @Override
  public RecordDecoder decoder(String topic, List<Field> columns, int first) {
    AvroType reader =
        subjects
            .registry()
            .latest(subjects.of(topic))
            .filter(s -> s.schema().type() == SchemaType.AVRO)
            .map(s -> parse(s.schema()))
            .orElse(null);
    return new AvroDecoder(id -> plan(id, columns, first, reader), true);
  }

  private @Nullable AvroPlan plan(
      int id, List<Field> columns, int first, @Nullable AvroType reader) {
    RegisteredSchema schema = subjects.registry().byId(id).orElse(null);
    return schema == null
        ? null
        : AvroPlan.of(parse(schema.schema()), columns, first, reader, envelope);
  }

  @Override
  public void check(String topic, List<Field> columns) {
    if (subjects.useLatest()) {
      AvroType newest = parse(subjects.newest(topic, SchemaType.AVRO).schema());
      AvroNestedWriter.fields(columns, written(newest), "");
    } else {
      subjects.check(topic, schema(topic, columns));
    }
  }

  private SchemaText schema(String topic, List<Field> columns) {
    String name = subjects.recordName();
    String text =
        AvroSchemaText.of(name.isEmpty() ? AvroSchemaText.nameOf(topic) : name, columns, envelope);
    return new SchemaText(SchemaType.AVRO, text);
  }

  @Override
  public RecordEncoder encoder(
      String topic, List<Field> columns, int[] cells, EnvelopeFacts facts) {
    SchemaText schema;
    int id;
    if (subjects.useLatest()) {
      RegisteredSchema newest = subjects.newest(topic, SchemaType.AVRO);
      schema = newest.schema();
      id = newest.id();
    } else {
      schema = schema(topic, columns);
      id = subjects.publish(topic, schema);
    }
    return new AvroEncoder(
        columns, cells, written(parse(schema)), Framing.of(id), envelope ? facts : null);
  }

  /** The record of a row; an envelope must have the parts and the order that are written. */
  private AvroType written(AvroType type) {
    AvroType row = row(type);
    List<String> parts = type.members.stream().map(AvroType.Member::name).toList();
    if (envelope
        && !(parts.equals(List.of("op", "data", "metadata", "source"))
            && type.members.get(0).type().kind == AvroType.Kind.STRING
            && type.members.get(1).type().kind == AvroType.Kind.RECORD
            && isText(type.members.get(2).type())
            && isText(type.members.get(3).type()))) {
      throw FormatCode.OPTION
          .error("the newest schema is no envelope of op, data, metadata and source")
          .remedy("set value.use_latest to false, or value.envelope to flat")
          .build();
    }
    return row;
  }

  private static boolean isText(AvroType map) {
    return map.kind == AvroType.Kind.MAP && map.element().kind == AvroType.Kind.STRING;
  }
}
