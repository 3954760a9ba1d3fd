package dpone.connector.clickhouse.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.clickhouse.type.ChType;
import dpone.connector.clickhouse.type.ReadMapping;
import dpone.connector.clickhouse.type.TypeMapper;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, the answer is rows or an error with a name, in bounded memory. */
@Tag("unit")
class NativeFuzzTest {
  private static final List<String> TYPES =
      List.of(
          "Int8",
          "UInt64",
          "Int128",
          "Decimal(38, 3)",
          "Decimal(60, 3)",
          "String",
          "FixedString(5)",
          "Nullable(String)",
          "LowCardinality(Nullable(String))",
          "Array(Array(Nullable(Int32)))",
          "Map(String, Array(LowCardinality(String)))",
          "Tuple(a Int8, b Nullable(Float64))",
          "DateTime64(3)",
          "Enum8('a' = 1, 'b' = 2)",
          "UUID");

  private final TestContext context = new TestContext();

  private static ByteSource source(byte[] bytes) {
    int[] at = {0};
    return (into, offset, length) -> {
      int count = Math.min(Math.min(length, 1000), bytes.length - at[0]);
      System.arraycopy(bytes, at[0], into, offset, count);
      at[0] += count;
      return count == 0 ? -1 : count;
    };
  }

  private long read(NativeInput input, List<String> types) {
    List<Field> fields = new ArrayList<>();
    List<ReadMapping> mappings = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      ReadMapping mapping = TypeMapper.map(ChType.parse(types.get(i)), false);
      mappings.add(mapping);
      fields.add(new Field("c" + i, mapping.type(), mapping.nullable(), types.get(i)));
    }
    BlockReader reader = new BlockReader(input, "s", fields, mappings, 1 << 20, null);
    try (ColumnBatch batch =
        ColumnBatch.create(new Schema(fields, List.of()), context.allocator())) {
      while (!reader.atEnd()) {
        reader.next(batch, (row, field, error) -> {});
      }
      assertThat(batch.rows() + reader.unfit()).isEqualTo(reader.rows());
      return reader.rows();
    }
  }

  private void namedOrRead(NativeInput input, List<String> types) {
    try {
      read(input, types);
    } catch (DponeException failure) {
      assertThat(failure.code()).startsWith("CH_");
      assertThat(failure.place().stream()).isEqualTo("s");
    }
  }

  private static byte[] header(List<String> types, int rows, Random random, int garbage) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(types.size());
    varint(out, rows);
    for (int i = 0; i < types.size(); i++) {
      text(out, "c" + i);
      text(out, types.get(i));
      byte[] bytes = new byte[random.nextInt(garbage)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        // Small numbers look like lengths and ends that make sense.
        for (int b = 0; b < bytes.length; b++) {
          bytes[b] = (byte) (b % 8 == 0 ? random.nextInt(6) : 0);
        }
      }
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(out, utf8.length);
    out.writeBytes(utf8);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  @Test
  void anyBytesBehindAHeaderEndSoon() {
    Random random = new Random(7);
    for (int i = 0; i < 6_000; i++) {
      List<String> types = List.of(TYPES.get(random.nextInt(TYPES.size())));
      int rows = random.nextInt(10) == 0 ? random.nextInt(1 << 24) : random.nextInt(6);
      byte[] bytes = header(types, rows, random, 200);
      namedOrRead(new NativeInput(source(bytes)), types);
    }
  }

  @Test
  void anyBytesAtAllEndSoon() {
    Random random = new Random(8);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      namedOrRead(new NativeInput(source(bytes)), TYPES);
      namedOrRead(new NativeInput(new Frames(source(bytes))), TYPES);
    }
  }

  /** The frame is right, and its length promises more than comes. */
  @Test
  void lengthsThatLieTakeNoMemory() {
    List<String> types = List.of("String");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    varint(out, 16_000_000);
    text(out, "c0");
    text(out, "Nullable(Array(String))");
    byte[] bytes = out.toByteArray();
    long before = Runtime.getRuntime().totalMemory();
    namedOrRead(new NativeInput(source(bytes)), types);
    assertThat(Runtime.getRuntime().totalMemory() - before).isLessThan(100 << 20);
    byte[] frame = new byte[25];
    frame[16] = Frames.LZ4;
    frame[17] = -1;
    frame[18] = -1;
    frame[19] = -1;
    frame[20] = 3;
    namedOrRead(new NativeInput(new Frames(source(frame))), types);
  }

  @Test
  void anExceptionInPlaceOfDataIsWhatIsReported() {
    byte[] bytes =
        "\r\n__exception__\r\nabc\r\nCode: 241. DB::Exception: Query memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 26.7.2.1)\n99 abc\r\n__exception__\r\n"
            .getBytes(StandardCharsets.UTF_8);
    try {
      read(new NativeInput(source(bytes)), List.of("Int8"));
      throw new AssertionError("nothing was reported");
    } catch (DponeException failure) {
      assertThat(failure.code()).isEqualTo("CH_MEMORY_LIMIT");
      assertThat(failure.what()).doesNotContain("__exception__");
    }
  }

  @Test
  void textIsToldFromBytes() {
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      if (i % 2 == 0) {
        bytes =
            new String(new int[] {random.nextInt(0x110000)}, 0, 1).getBytes(StandardCharsets.UTF_8);
      }
      String decoded = new String(bytes, StandardCharsets.UTF_8);
      boolean valid = java.util.Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), bytes);
      assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(valid);
    }
  }
}
