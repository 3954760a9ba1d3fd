package dpone.connector.kafka.format.jsonschema;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Framing;
import dpone.connector.kafka.format.codec.KafkaFormatCode;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.format.json.JsonEncoder;
import dpone.connector.kafka.format.json.JsonFormat;
import dpone.connector.kafka.registry.RegisteredSchema;
import dpone.connector.kafka.registry.SchemaText;
import dpone.connector.kafka.registry.SchemaType;
import dpone.connector.kafka.registry.Subjects;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.json.JsonRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON by the schemas of a registry. */
public final class JsonSchemaFormat implements ValueFormat {
  private static final int MOST_SCHEMAS = 1000;

  private final Subjects subjects;
  private final DeclaredColumns declared;
  private final JsonRules rules;
  private final boolean envelope;
  private final boolean validate;

  /**
   * The format.
   *
   * @param declared columns that stand for those of the newest schema
   * @param validate whether each value is held to the schema it names
   */
  public JsonSchemaFormat(
      Subjects subjects,
      DeclaredColumns declared,
      JsonRules rules,
      boolean envelope,
      boolean validate) {
    this.subjects = subjects;
    this.declared = declared;
    this.rules = rules;
    this.envelope = envelope;
    this.validate = validate;
  }

  @Override
  public String name() {
    return "json_schema";
  }

  @Override
  public List<Field> columns(String topic, Samples samples) {
    List<Field> fields = new ArrayList<>();
    if (envelope) {
      fields.add(new Field(Operation.COLUMN, new DataType.Text(), false, ""));
    }
    if (declared.fields().isEmpty()) {
      SchemaText newest = subjects.newest(topic, SchemaType.JSON).schema();
      fields.addAll(SchemaColumns.of(newest.text(), subjects.references(newest), envelope));
    } else {
      fields.addAll(declared.fields());
    }
    if (!rules.restColumn().isEmpty()) {
      fields.add(new Field(rules.restColumn(), new DataType.Json(), true, ""));
    }
    return fields;
  }

  @Override
  public RecordDecoder decoder(String topic, List<Field> columns, int first) {
    List<Field> known =
        columns(topic, Samples.NONE).stream()
            .filter(f -> !f.name().equals(Operation.COLUMN) || !envelope)
            .filter(f -> !f.name().equals(rules.restColumn()))
            .toList();
    RecordDecoder rows =
        new JsonFormat(new DeclaredColumns(known, declared.forms()), rules, envelope, 0)
            .decoder(topic, columns, first);
    Map<Integer, Validation> validations = new HashMap<>();
    return (data, offset, length, batch) -> decode(data, offset, length, batch, rows, validations);
  }

  private @Nullable Poison decode(
      byte[] data,
      int offset,
      int length,
      ColumnBatch batch,
      RecordDecoder rows,
      Map<Integer, Validation> validations) {
    int from = offset + Framing.LENGTH;
    int size = length - Framing.LENGTH;
    try {
      int id = Framing.id(data, offset, length);
      if (validate) {
        Poison violated = validation(id, validations).check(data, from, size);
        if (violated != null) {
          return violated;
        }
      }
    } catch (PoisonException e) {
      return e.poison();
    }
    return rows.decode(data, from, size, batch);
  }

  private Validation validation(int id, Map<Integer, Validation> validations) {
    Validation known = validations.get(id);
    if (known == null) {
      RegisteredSchema schema =
          subjects
              .registry()
              .byId(id)
              .orElseThrow(() ->
                  new PoisonException(
                      KafkaFormatCode.SCHEMA_ID_UNKNOWN,
                      Integer.toString(id),
                      "the registry has no schema of the id"));
      known = Validation.of(schema.schema().text(), subjects.references(schema.schema()));
      if (validations.size() >= MOST_SCHEMAS) {
        validations.clear();
      }
      validations.put(id, known);
    }
    return known;
  }

  @Override
  public void check(String topic, List<Field> columns) {
    new JsonFormat(DeclaredColumns.NONE, rules, envelope, 0).check(topic, columns);
    if (subjects.useLatest()) {
      subjects.newest(topic, SchemaType.JSON);
    } else {
      subjects.check(topic, schema(topic, columns));
    }
  }

  private SchemaText schema(String topic, List<Field> columns) {
    String name = subjects.recordName();
    return new SchemaText(
        SchemaType.JSON, SchemaWriter.of(name.isEmpty() ? topic : name, columns, envelope));
  }

  @Override
  public RecordEncoder encoder(
      String topic, List<Field> columns, int[] cells, EnvelopeFacts facts) {
    if (!subjects.useLatest()) {
      int id = subjects.publish(topic, schema(topic, columns));
      return rows(columns, cells, id, facts);
    }
    RegisteredSchema newest = subjects.newest(topic, SchemaType.JSON);
    SchemaText text = newest.schema();
    Validation validation = Validation.of(text.text(), subjects.references(text));
    RecordEncoder encoder = rows(columns, cells, newest.id(), facts);
    return (batch, row, operation, out) -> {
      int start = out.length();
      Poison poison = encoder.encode(batch, row, operation, out);
      int from = start + Framing.LENGTH;
      // The schema is somebody else's: only the value can tell whether it satisfies it.
      return poison != null ? poison : validation.check(out.array(), from, out.length() - from);
    };
  }

  private RecordEncoder rows(List<Field> columns, int[] cells, int id, EnvelopeFacts facts) {
    return new JsonEncoder(columns, cells, rules.hex(), Framing.of(id), envelope ? facts : null);
  }
}
