package dpone.connector.kafka.format.json;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.infer.Inference;
import dpone.toolkit.format.json.JsonDecoder;
import dpone.toolkit.format.json.JsonRules;
import dpone.toolkit.format.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** JSON objects without schema: the columns are declared, or found in samples. */
public final class JsonFormat implements ValueFormat {
  private final DeclaredColumns declared;
  private final JsonRules rules;
  private final boolean envelope;
  private final int sampleSize;

  /**
   * The format.
   *
   * @param sampleSize records to look at when no columns are declared; 0 for none
   */
  public JsonFormat(DeclaredColumns declared, JsonRules rules, boolean envelope, int sampleSize) {
    this.declared = declared;
    this.rules = rules;
    this.envelope = envelope;
    this.sampleSize = sampleSize;
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<Field> columns(String topic, Samples samples) {
    List<Field> fields = new ArrayList<>();
    if (envelope) {
      fields.add(new Field(Operation.COLUMN, new DataType.Text(), false, ""));
    }
    if (!declared.fields().isEmpty()) {
      fields.addAll(declared.fields());
    } else if (sampleSize > 0) {
      fields.addAll(sampled(samples.take(sampleSize)));
    } else {
      throw FormatCode.COLUMNS_UNKNOWN
          .error("nothing tells which columns the JSON of topic " + topic + " has")
          .remedy("declare value.columns, or set value.schema_sample_size")
          .build();
    }
    if (!rules.restColumn().isEmpty()) {
      fields.add(new Field(rules.restColumn(), new DataType.Json(), true, ""));
    }
    return fields;
  }

  private List<Field> sampled(List<byte[]> records) {
    Inference inference = Inference.of(envelope ? "/data" : "", false);
    records.forEach(record -> inference.addJson(record, 0, record.length));
    return inference.fields();
  }

  @Override
  public RecordDecoder decoder(String topic, List<Field> columns, int first) {
    List<String> wanted = columns.stream().map(Field::name).toList();
    List<String> ignored =
        declared.fields().stream().map(Field::name).filter(n -> !wanted.contains(n)).toList();
    return envelope
        ? new EnvelopeDecoder(columns, ignored, first, declared::form, rules)
        : new JsonDecoder(columns, ignored, first, declared::form, rules);
  }

  @Override
  public void check(String topic, List<Field> columns) {
    for (Field field : columns) {
      JsonWriter.of(field.type(), rules.hex());
    }
  }

  @Override
  public RecordEncoder encoder(
      String topic, List<Field> columns, int[] cells, EnvelopeFacts facts) {
    return new JsonEncoder(columns, cells, rules.hex(), new byte[0], envelope ? facts : null);
  }
}
