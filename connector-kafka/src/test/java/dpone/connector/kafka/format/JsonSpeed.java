package dpone.connector.kafka.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.kafka.format.json.JsonFormat;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.json.JsonRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Measures JSON into columns against Jackson's tree: {@code java ... JsonSpeed [records]}. */
public final class JsonSpeed {
  private static final String[][] COLUMNS = {
    {"id", "int64"},
    {"customer", "int32"},
    {"amount", "decimal(18,4)"},
    {"status", "string"},
    {"created_at", "timestamptz(6)"},
    {"active", "bool"},
    {"ratio", "float64"},
    {"uid", "uuid"},
    {"note", "string"}
  };

  private JsonSpeed() {}

  /** Columns of the records. */
  static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (String[] column : COLUMNS) {
      fields.add(new Field(column[0], TypeText.parse(column[1]), true, ""));
    }
    return fields;
  }

  /** Records of about 220 bytes. */
  static byte[][] records(int count) {
    Random random = new Random(5);
    byte[][] records = new byte[count][];
    for (int i = 0; i < count; i++) {
      String text =
          String.format(
              "{\"id\":%d,\"customer\":%d,\"amount\":%d.%04d,\"status\":\"%s\",\"created_at\":"
                  + "\"2026-%02d-%02dT%02d:%02d:%02d.%06dZ\",\"active\":%s,\"ratio\":%.6f,"
                  + "\"uid\":\"%s\",\"note\":\"n%d\"}",
              i,
              random.nextInt(1_000_000),
              random.nextInt(100_000),
              random.nextInt(10_000),
              i % 3 == 0 ? "shipped" : "new",
              1 + i % 12,
              1 + i % 28,
              i % 24,
              i % 60,
              i % 60,
              random.nextInt(1_000_000),
              i % 2 == 0,
              random.nextDouble(),
              new java.util.UUID(random.nextLong(), random.nextLong()),
              i % 1000);
      records[i] = text.getBytes(StandardCharsets.UTF_8);
    }
    return records;
  }

  /** Processor time of this process, its collector included: others may be busy. */
  static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** Prints nanoseconds of processor time a record. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 40;
    byte[][] records = records(100_000);
    long bytes = 0;
    for (byte[] record : records) {
      bytes += record.length;
    }
    System.out.println("bytes a record: " + bytes / records.length);
    List<Field> fields = fields();
    RecordDecoder decoder =
        new JsonFormat(
                new DeclaredColumns(fields, Map.of()),
                new JsonRules(JsonRules.Unknown.IGNORE, "", false, false),
                false,
                0)
            .decoder("t", fields, 0);
    ObjectMapper mapper = new ObjectMapper();
    long[] sums = new long[2];
    PlainMemory memory = new PlainMemory();
    for (int round = 0; round < rounds; round++) {
      long start = cpu();
      ColumnBatch batch = memory.next(fields);
      for (byte[] record : records) {
        Poison poison = decoder.decode(record, 0, record.length, batch);
        if (poison != null) {
          throw new IllegalStateException(poison.toString());
        }
        batch.endRow();
        if (batch.isFull()) {
          batch.close();
          batch = memory.next(fields);
        }
      }
      batch.close();
      long ours = cpu() - start;
      start = cpu();
      int seen = 0;
      for (byte[] record : records) {
        JsonNode node = mapper.readTree(record);
        seen += node.size();
      }
      long tree = cpu() - start;
      if (round >= rounds / 2) {
        sums[0] += ours;
        sums[1] += tree;
      }
    }
    long measured = (long) (rounds - rounds / 2) * records.length;
    System.out.printf(
        "columns %d ns, Jackson tree %d ns%n", sums[0] / measured, sums[1] / measured);
  }
}
