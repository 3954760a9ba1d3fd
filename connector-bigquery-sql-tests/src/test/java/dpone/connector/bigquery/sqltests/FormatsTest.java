package dpone.connector.bigquery.sqltests;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the format and the lane, a target holds the same values. */
@Tag("unit")
class FormatsTest {
  private static final List<DataType> TYPES = types();
  private static final Schema SCHEMA = schema();

  /** Of each type: null, nothing much, the usual, the least and the most. */
  private static final int ROWS = 5;

  private final TestContext context = new TestContext();
  private Warehouse warehouse;

  private static List<DataType> types() {
    List<DataType> simple =
        List.of(
            new DataType.Bool(),
            new DataType.Int(8),
            new DataType.Int(16),
            new DataType.Int(32),
            new DataType.Int(64),
            new DataType.UInt64(),
            new DataType.FloatingPoint(32),
            new DataType.FloatingPoint(64),
            new DataType.Decimal(9, 2),
            new DataType.Decimal(10, 2),
            new DataType.Decimal(18, 18),
            new DataType.Decimal(19, 0),
            new DataType.Decimal(38, 9),
            new DataType.Decimal(38, 10),
            new DataType.Decimal(38, 0),
            new DataType.Decimal(76, 38),
            new DataType.AnyDecimal(),
            new DataType.Text(),
            new DataType.Bytes(),
            new DataType.Date(),
            new DataType.Time(6),
            new DataType.Time(9),
            new DataType.Timestamp(3),
            new DataType.Timestamp(6),
            new DataType.Timestamp(9),
            new DataType.TimestampTz(6),
            new DataType.TimestampTz(9),
            new DataType.Interval(),
            new DataType.Uuid(),
            new DataType.Json(),
            new DataType.Enumeration(List.of("a", "b")));
    List<DataType> all = new ArrayList<>(simple);
    for (DataType type : simple) {
      all.add(new DataType.Array(type));
      all.add(
          new DataType.Struct(
              List.of(
                  new Field("a", type, true, ""),
                  new Field("b", new DataType.Array(type), true, ""))));
    }
    all.add(new DataType.Mapping(new DataType.Text(), new DataType.Time(6)));
    all.add(new DataType.Array(pair()));
    return List.copyOf(all);
  }

  private static DataType pair() {
    return new DataType.Struct(
        List.of(
            new Field("at", new DataType.Timestamp(6), true, ""),
            new Field("clocks", new DataType.Array(new DataType.Time(6)), true, "")));
  }

  private static Schema schema() {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("id", new DataType.Int(64), false, ""));
    for (int i = 0; i < TYPES.size(); i++) {
      fields.add(new Field("v" + i, TYPES.get(i), true, ""));
    }
    return new Schema(fields, List.of("id"));
  }

  @BeforeEach
  void open() throws Exception {
    warehouse = new Warehouse();
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private static void same(List<List<String>> avro, List<List<String>> other) {
    assertThat(other).hasSize(ROWS);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < TYPES.size(); i++) {
        assertThat(other.get(row).get(i))
            .as("%s in row %s", TYPES.get(i).text(), row)
            .isEqualTo(avro.get(row).get(i));
      }
    }
  }

  @Test
  void everyTypeArrivesAsTheSameValue() {
    load("shop.of_avro", Map.of("file_format", "avro"));
    List<List<String>> avro = rows("of_avro");
    assertThat(avro).hasSize(ROWS);
    for (String compression : List.of("none", "snappy", "zstd")) {
      String target = "of_parquet_" + compression;
      load("shop." + target, Map.of("file_format", "parquet", "compression", compression));
      same(avro, rows(target));
    }
    load("shop.of_streams", Map.of("load", "storage_write"));
    same(avro, rows("of_streams"));
    for (String format : List.of("avro", "parquet")) {
      Map<String, String> options = new HashMap<>(Warehouse.THROUGH_BUCKET);
      options.put("file_format", format);
      load("shop.of_bucket_" + format, options);
      same(avro, rows("of_bucket_" + format));
    }
    assertThat(avro.get(2))
        .contains("TIME \"12:34:56.123456\"", "DATETIME \"2026-11-30 01:02:03.000004\"");
  }

  @Test
  void aFileOfManyRowGroupsGoesInPieces() {
    context.keptBytes = 1 << 20;
    Schema schema = new Schema(List.of(new Field("t", new DataType.Text(), true, "")), List.of());
    LoadRequest request = request("shop.pieces", schema);
    int rows = 0;
    try (Sink sink =
        warehouse.sink(context, Map.of("file_format", "parquet", "compression", "none"))) {
      LoadPlan plan = sink.plan(request);
      try (Committer committer = sink.committer(request)) {
        committer.fence(1);
        StageHandle stage = committer.stage(plan, id("pieces"), 1);
        Split split = new Split("all", 0, -1, Payload.empty("postgres", "x"));
        try (StageWriter writer = sink.writer(stage, plan.streams().getFirst(), split, 0)) {
          for (int n = 0; n < 10; n++) {
            try (ColumnBatch batch = ColumnBatch.create(schema, context)) {
              for (int i = 0; i < 4_000; i++) {
                batch.bytes(0).append("one of many rows: " + rows++ * 7_919L);
                batch.endRow();
              }
              writer.write(batch);
            }
          }
          WriteReceipt receipt = writer.finish();
          assertThat(receipt.rows()).isEqualTo(rows);
          assertThat(receipt.bytes()).isGreaterThan(1_000_000);
        }
      }
    }
    assertThat(warehouse.requests().stream().filter(r -> r.startsWith("PUT")))
        .hasSizeGreaterThan(3);
  }

  private List<List<String>> rows(String table) {
    String cells =
        SCHEMA.names().stream()
            .skip(1)
            .map(name -> "FORMAT('%T', " + name + ")")
            .collect(Collectors.joining(", "));
    return warehouse.rows(
        "SELECT " + cells + " FROM `" + Warehouse.DATASET + "." + table + "` ORDER BY id");
  }

  private void load(String target, Map<String, ?> options) {
    LoadRequest request = request(target, SCHEMA);
    try (Sink sink = warehouse.sink(OwnLoader.connector(), context, options)) {
      LoadPlan plan = sink.plan(request);
      try (Committer committer = sink.committer(request)) {
        committer.fence(1);
        StageHandle stage = committer.stage(plan, id(target), 1);
        Split split = new Split("all", 0, -1, Payload.empty("postgres", "x"));
        WriteReceipt receipt;
        try (StageWriter writer = sink.writer(stage, plan.streams().getFirst(), split, 0);
            ColumnBatch batch = batch()) {
          writer.write(batch);
          receipt = writer.finish();
        }
        assertThat(receipt.rejected()).as("%s", context.rejected).isZero();
        committer.commit(committer.prepare(stage, List.of(receipt)), Optional.empty());
      }
    }
  }

  private static LoadRequest request(String target, Schema schema) {
    return new LoadRequest(
        "p",
        target,
        List.of(
            new StreamLoad(
                "postgres",
                "all",
                target,
                schema,
                new Strategy(LoadMode.INCREMENTAL_APPEND, List.of(), Map.of()),
                SchemaEvolution.DEFAULT,
                Set.copyOf(schema.names()),
                List.of(),
                -1)));
  }

  private static LoadId id(String target) {
    return new LoadId(String.format("%032x", target.hashCode() & 0xffffffffL));
  }

  private ColumnBatch batch() {
    ColumnBatch batch = ColumnBatch.create(SCHEMA, context);
    for (int row = 0; row < ROWS; row++) {
      batch.longs(0).append(row);
      for (int i = 0; i < TYPES.size(); i++) {
        append(batch.column(i + 1), TYPES.get(i), row);
      }
      batch.endRow();
    }
    return batch;
  }

  private static void append(Column column, DataType type, int variant) {
    if (variant == 0) {
      column.appendNull();
      return;
    }
    switch (column) {
      case IntColumn ints -> ints.append(whole(type, variant));
      case LongColumn longs -> longs.append(longs(type, variant));
      case DoubleColumn doubles ->
          doubles.append(new double[] {-0.0, 0.5, -1e30f, Double.POSITIVE_INFINITY}[variant - 1]);
      case Int128Column pairs -> pair(pairs, type, variant);
      case BytesColumn bytes -> bytes.append(text(type, variant));
      case IntervalColumn intervals ->
          intervals.append(
              new int[] {0, 14, -120_000, 120_000}[variant - 1],
              new int[] {0, -3, -30, 3_660_000}[variant - 1],
              new long[] {0, 4, -3_723_000_004L, 86_400_000_000L}[variant - 1]);
      case ListColumn list -> list(list, type, variant);
      case StructColumn struct -> {
        List<Field> fields = ((DataType.Struct) type).fields();
        for (int i = 0; i < fields.size(); i++) {
          append(struct.field(i), fields.get(i).type(), i == 0 && variant == 1 ? 0 : variant);
        }
        struct.endStruct();
      }
    }
  }

  private static int whole(DataType type, int variant) {
    return switch (type) {
      case DataType.Bool ignored -> variant & 1;
      case DataType.Int whole ->
          new int[] {0, 7, -(1 << (whole.bits() - 1)), (1 << (whole.bits() - 1)) - 1}[variant - 1];
      default ->
          new int[] {
                0,
                20_787,
                (int) LocalDate.of(1, 1, 1).toEpochDay(),
                (int) LocalDate.of(9999, 12, 31).toEpochDay()
              }
              [variant - 1];
    };
  }

  private static long longs(DataType type, int variant) {
    return switch (type) {
      case DataType.Time time -> {
        long micros = new long[] {0, 45_296_123_456L, 1, 86_399_999_999L}[variant - 1];
        yield time.precision() > 6 ? micros * 1000 + 7 : micros;
      }
      case DataType.Timestamp stamp -> moment(stamp.precision(), variant);
      case DataType.TimestampTz stamp -> moment(stamp.precision(), variant);
      default -> new long[] {0, 7, Long.MIN_VALUE, Long.MAX_VALUE}[variant - 1];
    };
  }

  private static long moment(int precision, int variant) {
    if (precision > 6) {
      return new long[] {0, 1_796_000_523_000_004_999L, -1, Long.MAX_VALUE - 1}[variant - 1];
    }
    return new long[] {
          0, 1_796_000_523_000_004L, -62_135_596_800_000_000L, 253_402_300_799_999_999L
        }
        [variant - 1];
  }

  private static void pair(Int128Column column, DataType type, int variant) {
    BigInteger most =
        type instanceof DataType.Decimal decimal
            ? BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE)
            : BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
    BigInteger value =
        List.of(BigInteger.ZERO, BigInteger.valueOf(12_345), most.negate(), most).get(variant - 1);
    column.append(value.shiftRight(64).longValue(), value.longValue());
  }

  private static String text(DataType type, int variant) {
    return switch (type) {
      case DataType.Json ignored ->
          List.of("null", "{\"a\": [1, 2.5]}", "\"\u00fc\"", "[]").get(variant - 1);
      case DataType.Enumeration ignored -> variant % 2 == 0 ? "a" : "b";
      case DataType.Decimal ignored -> decimal(variant);
      case DataType.AnyDecimal ignored -> decimal(variant);
      default ->
          List.of("", "\u00fcber \ud83d\ude00", "x".repeat(70_000), "\0\t\n'").get(variant - 1);
    };
  }

  private static String decimal(int variant) {
    return List.of("0", "12.50", "-" + "9".repeat(38) + "." + "9".repeat(38), "9".repeat(38))
        .get(variant - 1);
  }

  private static void list(ListColumn list, DataType type, int variant) {
    DataType element =
        type instanceof DataType.Array array
            ? array.element()
            : new DataType.Struct(
                List.of(
                    new Field("key", ((DataType.Mapping) type).key(), false, ""),
                    new Field("value", ((DataType.Mapping) type).value(), true, "")));
    for (int i = 1; i < variant; i++) {
      append(list.elements(), element, i + 1);
    }
    list.endList();
  }
}
