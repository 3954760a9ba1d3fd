package dpone.connector.kafka.format.protobuf;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.registry.RegisteredSchema;
import dpone.connector.kafka.registry.RegistryCode;
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

/** Protocol Buffers by the .proto texts of a registry. */
public final class ProtobufFormat implements ValueFormat {
  private final Subjects subjects;
  private final DeclaredColumns declared;
  private final boolean envelope;

  /**
   * The format.
   *
   * @param declared columns that stand for those of the newest schema
   */
  public ProtobufFormat(Subjects subjects, DeclaredColumns declared, boolean envelope) {
    this.subjects = subjects;
    this.declared = declared;
    this.envelope = envelope;
  }

  @Override
  public String name() {
    return "protobuf";
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
      ProtoSchema newest = parse(subjects.newest(topic, SchemaType.PROTOBUF).schema());
      fields.addAll(new ProtoColumns().of(row(message(newest, path(newest)))));
    }
    return fields;
  }

  private ProtoSchema parse(SchemaText schema) {
    return ProtoSchema.parse(schema.text(), subjects.references(schema).values());
  }

  private int[] path(ProtoSchema schema) {
    String name = subjects.recordName();
    int[] path = schema.path(name);
    if (path == null) {
      throw RegistryCode.SCHEMA_INVALID
          .error("the .proto text has no message " + (name.isEmpty() ? "at all" : name))
          .build();
    }
    return path;
  }

  private static ProtoMessage message(ProtoSchema schema, int[] path) {
    ProtoMessage message = schema.at(path);
    if (message == null) {
      throw RegistryCode.SCHEMA_INVALID.error("the .proto text has no message").build();
    }
    return message;
  }

  private ProtoMessage row(ProtoMessage message) {
    if (!envelope) {
      return message;
    }
    ProtoMessage row = message.member("data").map(ProtoMessage.Member::message).orElse(null);
    if (row == null) {
      throw FormatCode.OPTION
          .error("message " + message.name + " is no envelope with a message in data")
          .remedy("set value.envelope to flat")
          .build();
    }
    return row;
  }

  @Override
  public RecordDecoder decoder(String topic, List<Field> columns, int first) {
    return new ProtoDecoder(this::schema, columns, first, envelope);
  }

  private @Nullable ProtoSchema schema(int id) {
    RegisteredSchema schema = subjects.registry().byId(id).orElse(null);
    return schema == null ? null : parse(schema.schema());
  }

  @Override
  public void check(String topic, List<Field> columns) {
    if (subjects.useLatest()) {
      ProtoSchema newest = parse(subjects.newest(topic, SchemaType.PROTOBUF).schema());
      ProtoWriter.fields(columns, written(message(newest, path(newest))), "");
    } else {
      subjects.check(topic, derived(topic, columns));
    }
  }

  private SchemaText derived(String topic, List<Field> columns) {
    ProtoMessage before =
        subjects
            .registry()
            .latest(subjects.of(topic))
            .filter(s -> s.schema().type() == SchemaType.PROTOBUF)
            .map(s -> parse(s.schema()))
            .map(s -> s.at(new int[] {0}))
            .orElse(null);
    String name = subjects.recordName();
    return new SchemaText(
        SchemaType.PROTOBUF,
        ProtoSchemaText.of(
            name.isEmpty() ? ProtoSchemaText.nameOf(topic) : name, columns, envelope, before));
  }

  /** The message of a row; an envelope must have the parts and the numbers that are written. */
  private ProtoMessage written(ProtoMessage message) {
    ProtoMessage row = row(message);
    int number = 0;
    for (String part : envelope ? List.of("op", "data", "metadata", "source") : List.<String>of()) {
      ProtoMessage.Member member = message.member(part).orElse(null);
      number++;
      boolean isMap = member != null && member.map();
      if (member == null || member.number() != number || isMap != number > 2) {
        throw FormatCode.OPTION
            .error("message " + message.name + " is no envelope of op, data, metadata and source")
            .remedy("set value.use_latest to false, or value.envelope to flat")
            .build();
      }
    }
    return row;
  }

  @Override
  public RecordEncoder encoder(
      String topic, List<Field> columns, int[] cells, EnvelopeFacts facts) {
    SchemaText text;
    int id;
    int[] path = {0};
    if (subjects.useLatest()) {
      RegisteredSchema newest = subjects.newest(topic, SchemaType.PROTOBUF);
      text = newest.schema();
      id = newest.id();
      path = path(parse(text));
    } else {
      text = derived(topic, columns);
      id = subjects.publish(topic, text);
    }
    ProtoMessage row = written(message(parse(text), path));
    return new ProtoEncoder(columns, cells, row, id, path, envelope ? facts : null);
  }
}
