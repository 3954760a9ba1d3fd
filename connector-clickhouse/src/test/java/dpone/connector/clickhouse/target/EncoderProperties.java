package dpone.connector.clickhouse.target;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.clickhouse.codec.BatchEncoder;
import dpone.connector.clickhouse.codec.Out;
import dpone.connector.clickhouse.testing.Rows;
import dpone.connector.clickhouse.type.ChType;
import dpone.connector.clickhouse.type.ReadMapping;
import dpone.connector.clickhouse.type.TypeMapper;
import dpone.connector.clickhouse.wire.BlockReader;
import dpone.connector.clickhouse.wire.NativeInput;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** What the encoder writes, the source's decoder reads as the same values, whatever the type. */
@Tag("unit")
class EncoderProperties {
  private final TestContext context = new TestContext();

  /**
   * A type that arrives, and one that takes each of its values.
   *
   * @param arriving logical type
   * @param type the server's spelling
   */
  record Pair(DataType arriving, String type) {}

  @Provide
  Arbitrary<DataType> types() {
    return Arbitraries.lazyOf(
        EncoderProperties::scalars,
        EncoderProperties::scalars,
        EncoderProperties::scalars,
        () -> types().map(DataType.Array::new),
        () ->
            Combinators.combine(Arbitraries.of(new DataType.Text(), new DataType.Int(64)), types())
                .as(DataType.Mapping::new),
        () ->
            types()
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(types -> {
                  List<Field> fields = new ArrayList<>();
                  for (int i = 0; i < types.size(); i++) {
                    fields.add(new Field("f " + i, types.get(i), true, ""));
                  }
                  return new DataType.Struct(fields);
                }));
  }

  private static Arbitrary<DataType> scalars() {
    Arbitrary<Integer> digits = Arbitraries.integers().between(0, 9);
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.of(
                new DataType.Bool(),
                new DataType.Int(8),
                new DataType.Int(16),
                new DataType.Int(32),
                new DataType.Int(64),
                new DataType.UInt64(),
                new DataType.FloatingPoint(32),
                new DataType.FloatingPoint(64),
                new DataType.Date(),
                new DataType.Uuid(),
                new DataType.Text(),
                new DataType.Json()),
            digits.map(DataType.Time::new),
            digits.map(DataType.Timestamp::new),
            digits.map(DataType.TimestampTz::new),
            Arbitraries.integers()
                .between(1, 76)
                .flatMap(p ->
                    Arbitraries.integers().between(0, p).map(s -> new DataType.Decimal(p, s)))));
  }

  @Provide
  Arbitrary<Pair> wider() {
    return Arbitraries.of(
        new Pair(new DataType.Bytes(), "String"),
        new Pair(new DataType.Bool(), "UInt8"),
        new Pair(new DataType.Int(8), "Int128"),
        new Pair(new DataType.Int(64), "Int256"),
        new Pair(new DataType.Int(16), "Int64"),
        new Pair(new DataType.UInt64(), "UInt128"),
        new Pair(new DataType.UInt64(), "Int256"),
        new Pair(new DataType.FloatingPoint(32), "Float64"),
        new Pair(new DataType.Decimal(18, 4), "Decimal(38, 10)"),
        new Pair(new DataType.Decimal(38, 4), "Decimal(76, 20)"),
        new Pair(new DataType.Decimal(30, 0), "Int128"),
        new Pair(new DataType.Decimal(60, 0), "Int256"),
        new Pair(new DataType.Timestamp(3), "DateTime64(6, 'UTC')"),
        new Pair(new DataType.TimestampTz(6), "DateTime64(6, 'Asia/Tokyo')"),
        new Pair(new DataType.Time(0), "Time64(6)"),
        new Pair(new DataType.Text(), "LowCardinality(String)"),
        new Pair(new DataType.Text(), "LowCardinality(Nullable(String))"));
  }

  @Property(tries = 400)
  void aValueOfItsOwnTypeComesBack(
      @ForAll("types") DataType type, @ForAll @IntRange(max = 40) int rows, @ForAll long seed) {
    Field field = new Field("c", type, true, "");
    comesBack(field, NaturalType.of(field, false).orElseThrow(), rows, new Random(seed));
  }

  @Property(tries = 300)
  void aValueOfANarrowerTypeComesBack(
      @ForAll("wider") Pair pair, @ForAll @IntRange(max = 40) int rows, @ForAll long seed) {
    Field field = new Field("c", pair.arriving, true, "");
    boolean itself = pair.type.startsWith("LowCardinality(");
    comesBack(field, itself ? pair.type : "Nullable(" + pair.type + ")", rows, new Random(seed));
  }

  /** Half of the time some rows are left out, as those are that do not fit. */
  private void comesBack(Field field, String type, int rows, Random random) {
    Field marked = new Field("marked", new DataType.Bool(), true, "");
    Schema schema = new Schema(List.of(field, marked), List.of());
    BatchEncoder encoder =
        new BatchEncoder(
            "s",
            List.of(
                new BatchEncoder.Target(field, type, false),
                new BatchEncoder.Target(marked, "", true)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Out out = new Out(context.reserve(), 4096, (piece, length) -> bytes.write(piece, 0, length));
    int leftOut = random.nextBoolean() ? 30 : 0;
    int nulls = type.contains("Nullable(") && !type.matches("(Array|Map|Tuple)\\(.*") ? 20 : 0;
    List<Integer> unfit = new ArrayList<>();
    List<Integer> marks = new ArrayList<>();
    List<String> written = new ArrayList<>();
    try (ColumnBatch batch = ColumnBatch.create(schema, context.allocator())) {
      for (int i = 0; i < rows; i++) {
        RandomCells.append(batch.column(0), field.type(), random, nulls);
        if (random.nextInt(100) < leftOut) {
          batch.ints(1).append(1);
          marks.add(i);
        } else {
          batch.column(1).appendNull();
        }
        batch.endRow();
      }
      int encoded = encoder.encode(batch, out, (row, f, why) -> unfit.add(row));
      out.flush();
      assertThat(unfit).as(field.type().text() + " as " + type).isEqualTo(marks);
      assertThat(encoded).isEqualTo(rows - marks.size());
      List<String> all = Rows.of(batch);
      for (int i = 0; i < rows; i++) {
        if (!marks.contains(i)) {
          written.add(all.get(i).replaceFirst("\\|NULL$", ""));
        }
      }
    }
    assertThat(read(encoder.sent().get(0), field.type(), bytes.toByteArray()))
        .usingElementComparator(EncoderProperties::compare)
        .as(field.type().text() + " as " + type)
        .containsExactlyElementsOf(written);
  }

  /** A wider decimal has more zeros, which do not count. */
  private static int compare(String one, String other) {
    String number = "-?\\d+(\\.\\d+)?";
    return one.matches(number) && other.matches(number)
        ? new BigDecimal(one).compareTo(new BigDecimal(other))
        : one.compareTo(other);
  }

  private List<String> read(String sent, DataType type, byte[] bytes) {
    if (bytes.length == 0) {
      return List.of();
    }
    ReadMapping mapping = TypeMapper.map(ChType.parse(sent), type instanceof DataType.Bytes);
    Field field = new Field("c", mapping.type(), mapping.nullable(), sent);
    int[] at = {0};
    NativeInput input =
        new NativeInput((into, offset, length) -> {
          int count = Math.min(Math.min(length, 7), bytes.length - at[0]);
          System.arraycopy(bytes, at[0], into, offset, count);
          at[0] += count;
          return count == 0 ? -1 : count;
        });
    BlockReader reader =
        new BlockReader(input, "s", List.of(field), List.of(mapping), 1 << 20, null);
    try (ColumnBatch batch =
        ColumnBatch.create(new Schema(List.of(field), List.of()), context.allocator())) {
      while (!reader.atEnd()) {
        reader.next(
            batch,
            (row, f, error) -> {
              throw new AssertionError(error.oneLine());
            });
      }
      return Rows.of(batch);
    }
  }
}
