package dpone.connector.kafka.format;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.registry.MemoryRegistry;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tries every format with every type and feature, and shows what came of it. */
final class FormatMatrix {
  static final List<String> FORMATS =
      List.of("json", "json_schema", "avro", "protobuf", "csv", "text", "bytes");

  /** One thing to try with a format. */
  @FunctionalInterface
  private interface Trial {
    boolean passes(String format) throws Exception;
  }

  private FormatMatrix() {}

  static String markdown() {
    StringBuilder text = new StringBuilder();
    head("Column", text);
    for (DataType type : RoundTrip.types()) {
      row("`" + type.text() + "`", f -> type(f, type), text);
    }
    text.append('\n');
    head("Feature", text);
    features().forEach((name, trial) -> row(name, f -> passes(f, trial) ? "yes" : "no", text));
    return text.toString();
  }

  private static void head(String first, StringBuilder text) {
    text.append("| ").append(first);
    FORMATS.forEach(f -> text.append(" | `").append(f).append('`'));
    text.append(" |\n|---").append("|---".repeat(FORMATS.size())).append("|\n");
  }

  private static void row(
      String name, java.util.function.Function<String, String> cell, StringBuilder text) {
    text.append("| ").append(name);
    FORMATS.forEach(f -> text.append(" | ").append(cell.apply(f)));
    text.append(" |\n");
  }

  static ValueFormat open(String format, MemoryRegistry registry, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("format", format);
    return Formats.open(Options.of(options), false, registry);
  }

  private static List<Options> declared(List<Field> fields) {
    List<Options> groups = new ArrayList<>();
    for (Field field : fields) {
      String type = field.type().text();
      if (field.type() instanceof DataType.Enumeration e) {
        type = "enum(" + String.join(",", e.values()) + ")";
      }
      groups.add(
          Options.of(Map.of("name", field.name(), "type", type, "nullable", field.nullable())));
    }
    return groups;
  }

  /** Written and read again: by the schema alone, by declared columns, or not at all. */
  private static String type(String format, DataType given) {
    DataType type = format.equals("protobuf") ? withoutNullLists(given) : given;
    boolean raw = format.equals("text") || format.equals("bytes");
    boolean list = type instanceof DataType.Array || type instanceof DataType.Mapping;
    boolean required = raw || (format.equals("protobuf") && list);
    List<Field> fields = List.of(new Field(raw ? "value" : "a", type, !required, ""));
    MemoryRegistry registry = new MemoryRegistry();
    ValueFormat writing = open(format, registry, Map.of());
    try {
      writing.check("t", fields);
    } catch (DponeException refused) {
      return "refused";
    }
    ValueFormat reading = open(format, registry, Map.of("columns", declared(fields)));
    if (!raw) {
      RandomCells cells = new RandomCells(11, !format.equals("protobuf"));
      RoundTrip.check(writing, reading, fields, cells, 50);
    } else {
      writing.encoder("t", fields, new int[] {0}, EnvelopeFacts.NONE);
    }
    return told(writing, type) ? "exact" : raw ? "written" : "declared";
  }

  /** A message cannot tell a null list from an empty one. */
  private static DataType withoutNullLists(DataType type) {
    return type instanceof DataType.Struct struct
        ? new DataType.Struct(
            struct.fields().stream()
                .map(f -> new Field(f.name(), f.type(), !(f.type() instanceof DataType.Array), ""))
                .toList())
        : type;
  }

  /** Whether the format tells the column's type by itself. */
  private static boolean told(ValueFormat format, DataType type) {
    try {
      return format.columns("t", Samples.NONE).get(0).type().equals(type);
    } catch (DponeException unknown) {
      return false;
    }
  }

  private static Map<String, Trial> features() {
    Map<String, Trial> features = new LinkedHashMap<>();
    features.put("null cells", f -> trip(f, true, Map.of()));
    features.put("nulls inside lists", FormatMatrix::nullsInLists);
    features.put("columns declared", f -> columns(f, true));
    features.put("columns from the registry", f -> columns(f, false));
    features.put("columns by sampling", FormatMatrix::samples);
    features.put("envelope `dpone`", f -> trip(f, false, Map.of("envelope", "dpone")));
    features.put("schema id before the value", FormatMatrix::framed);
    features.put("a value that is none of the format is poison", FormatMatrix::poison);
    return features;
  }

  private static boolean passes(String format, Trial trial) {
    try {
      return trial.passes(format);
    } catch (DponeException refused) {
      return false;
    } catch (Exception | AssertionError failed) {
      return false;
    }
  }

  private static List<Field> one(String format, boolean nullable) {
    boolean raw = format.equals("text") || format.equals("bytes");
    DataType type = format.equals("bytes") ? new DataType.Bytes() : new DataType.Text();
    return List.of(new Field(raw ? "value" : "a", type, nullable, ""));
  }

  private static boolean trip(String format, boolean nullable, Map<String, Object> more) {
    List<Field> fields = one(format, nullable);
    MemoryRegistry registry = new MemoryRegistry();
    Map<String, Object> options = new HashMap<>(more);
    options.put("columns", declared(fields));
    ValueFormat both = open(format, registry, options);
    RoundTrip.check(both, both, fields, 5, 50);
    return true;
  }

  private static boolean nullsInLists(String format) {
    List<Field> fields =
        List.of(new Field("a", new DataType.Array(new DataType.Int(64)), false, ""));
    ValueFormat both = open(format, new MemoryRegistry(), Map.of("columns", declared(fields)));
    RoundTrip.check(both, both, fields, 5, 50);
    return true;
  }

  private static boolean columns(String format, boolean isDeclared) {
    List<Field> fields = one(format, true);
    MemoryRegistry registry = new MemoryRegistry();
    open(format, registry, Map.of()).encoder("t", fields, new int[] {0}, EnvelopeFacts.NONE);
    List<Field> given = List.of(new Field("zz", new DataType.Int(16), true, ""));
    ValueFormat reading =
        open(format, registry, isDeclared ? Map.of("columns", declared(given)) : Map.of());
    boolean asked = registry.latest("t-value").isPresent();
    return isDeclared
        ? reading.columns("t", Samples.NONE).equals(given)
        : asked && reading.columns("t", Samples.NONE).size() == 1;
  }

  private static boolean samples(String format) {
    ValueFormat reading = open(format, new MemoryRegistry(), Map.of("schema_sample_size", 10L));
    byte[] json = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
    return reading.columns("t", limit -> List.of(json)).get(0).name().equals("n");
  }

  private static boolean framed(String format) {
    List<Field> fields = one(format, false);
    ColumnBatch batch = PlainMemory.batch(fields);
    batch.bytes(0).append("x");
    batch.endRow();
    ByteOutput out = new ByteOutput(16);
    open(format, new MemoryRegistry(), Map.of())
        .encoder("t", fields, new int[] {0}, EnvelopeFacts.NONE)
        .encode(batch, 0, Operation.UPSERT, out);
    return out.length() > 5 && out.array()[0] == 0 && out.array()[4] == 1;
  }

  private static boolean poison(String format) {
    List<Field> fields = one(format, false);
    MemoryRegistry registry = new MemoryRegistry();
    ValueFormat both = open(format, registry, Map.of("columns", declared(fields)));
    both.encoder("t", fields, new int[] {0}, EnvelopeFacts.NONE);
    byte[] wrong = {0, 0, 0, 0, 1, (byte) 0xC3, '"', '\n'};
    return both.decoder("t", fields, 0).decode(wrong, 0, wrong.length, PlainMemory.batch(fields))
        != null;
  }
}
