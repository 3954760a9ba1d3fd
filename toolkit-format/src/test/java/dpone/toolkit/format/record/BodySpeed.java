package dpone.toolkit.format.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.json.JsonDecoder;
import dpone.toolkit.format.json.JsonRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Measures bodies of JSON into columns: {@code java ... BodySpeed [megabytes] [rounds]}. */
public final class BodySpeed {
  private static final String RECORD =
      "{\"id\":123456,\"customer\":98765,\"amount\":1234.5600,\"status\":\"shipped\","
          + "\"created_at\":\"2026-03-04T05:06:07.123456Z\",\"active\":true,"
          + "\"address\":{\"city\":\"Moscow\",\"zip\":\"101000\"},\"note\":\"a note of some length\"},";

  private BodySpeed() {}

  private static InputStream body(long times) {
    return new Repeated("{\"data\":[", RECORD, times, "{}],\"next\":\"x\"}");
  }

  private static List<RecordColumn> columns() {
    return List.of(
        column("id", new DataType.Int(64), "/id"),
        column("customer", new DataType.Int(32), "/customer"),
        column("amount", new DataType.Decimal(18, 4), "/amount"),
        column("status", new DataType.Text(), "/status"),
        column("created_at", new DataType.TimestampTz(6), "/created_at"),
        column("active", new DataType.Bool(), "/active"),
        column("city", new DataType.Text(), "/address/city"),
        column("note", new DataType.Text(), "/note"));
  }

  private static RecordColumn column(String name, DataType type, String pointer) {
    return new RecordColumn(new Field(name, type, true, ""), pointer, CellForm.STANDARD);
  }

  private static long find(long times) throws IOException {
    Records records =
        JsonRecords.at(RecordPath.parse("/data"))
            .envelope(List.of("/next"))
            .open(body(times), null);
    long count = 0;
    while (records.next()) {
      count += records.to() - records.from();
    }
    return count;
  }

  private static long decode(long times, PlainMemory memory) throws IOException {
    List<RecordColumn> columns = columns();
    List<Field> fields = columns.stream().map(RecordColumn::field).toList();
    JsonDecoder decoder =
        JsonDecoder.of(
            columns,
            new int[] {0, 1, 2, 3, 4, 5, 6, 7},
            List.of(),
            new JsonRules(JsonRules.Unknown.IGNORE, "", false, false));
    Records records = JsonRecords.at(RecordPath.parse("/data")).open(body(times), null);
    ColumnBatch batch = memory.next(fields);
    while (records.next()) {
      int length = records.to() - records.from();
      if (decoder.decode(records.data(), records.from(), length, batch) != null) {
        throw new IllegalStateException("poison");
      }
      batch.endRow();
      if (batch.isFull()) {
        batch.close();
        batch = memory.next(fields);
      }
    }
    batch.close();
    return records.read();
  }

  private static long jackson(long times) throws IOException {
    long count = 0;
    try (JsonParser parser = new JsonFactory().createParser(body(times))) {
      while (parser.nextToken() != null) {
        count++;
      }
    }
    return count;
  }

  /** Processor time of this process, its collector included: others may be busy. */
  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  /**
   * Prints records a second of processor time: of finding, of decoding and of Jackson's bare
   * streaming parser.
   */
  public static void main(String[] args) throws IOException {
    long bytes = (args.length > 0 ? Long.parseLong(args[0]) : 500) << 20;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
    long times = bytes / RECORD.length();
    PlainMemory memory = new PlainMemory();
    for (int round = 0; round < rounds; round++) {
      long start = cpu();
      find(times);
      long found = cpu();
      decode(times, memory);
      long decoded = cpu();
      jackson(times);
      long parsed = cpu();
      System.out.printf(
          "found %,.0f/s (%,.0f MB/s), decoded %,.0f/s, Jackson streaming %,.0f/s%n",
          times * 1e9 / (found - start),
          bytes * 1e3 / (found - start),
          times * 1e9 / (decoded - found),
          times * 1e9 / (parsed - decoded));
    }
  }
}
