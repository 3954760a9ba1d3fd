package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a value of each type is at a real engine, and what becomes of one that does not fit. */
@Tag("integration")
class SinkTypesTest {
  private static SinkServer.Database to;

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("types");
    // Elsewhere rows go plain, as they do to the loopback interface.
    to.connection.put("compression", "lz4");
  }

  @BeforeEach
  void clean() {
    to.run("DROP TABLE IF EXISTS t SYNC");
  }

  private static long micros(String instant) {
    Instant at = Instant.parse(instant);
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
  }

  static List<Arguments> values() {
    UUID uuid = UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    return List.of(
        Arguments.of(new DataType.Bool(), true, "Nullable(Bool)", "true"),
        Arguments.of(new DataType.Int(8), -128, "Nullable(Int8)", "-128"),
        Arguments.of(new DataType.Int(16), 32767, "Nullable(Int16)", "32767"),
        Arguments.of(new DataType.Int(32), Integer.MIN_VALUE, "Nullable(Int32)", "-2147483648"),
        Arguments.of(
            new DataType.Int(64), Long.MIN_VALUE, "Nullable(Int64)", "-9223372036854775808"),
        Arguments.of(new DataType.UInt64(), -1L, "Nullable(UInt64)", "18446744073709551615"),
        Arguments.of(new DataType.FloatingPoint(32), 1.5, "Nullable(Float32)", "1.5"),
        Arguments.of(new DataType.FloatingPoint(64), -0.0, "Nullable(Float64)", "-0"),
        Arguments.of(new DataType.FloatingPoint(64), Double.NaN, "Nullable(Float64)", "nan"),
        Arguments.of(
            new DataType.Decimal(9, 2),
            new BigDecimal("-1234567.89"),
            "Nullable(Decimal(9, 2))",
            "-1234567.89"),
        Arguments.of(
            new DataType.Decimal(18, 0),
            new BigDecimal("9007199254740993"),
            "Nullable(Decimal(18, 0))",
            "9007199254740993"),
        Arguments.of(
            new DataType.Decimal(38, 10),
            new BigDecimal("-1234567890123456789012345678.0123456789"),
            "Nullable(Decimal(38, 10))",
            "-1234567890123456789012345678.0123456789"),
        Arguments.of(
            new DataType.Decimal(60, 3),
            "-" + "9".repeat(57) + ".001",
            "Nullable(Decimal(60, 3))",
            "-" + "9".repeat(57) + ".001"),
        Arguments.of(new DataType.AnyDecimal(), "NaN", "Nullable(String)", "NaN"),
        Arguments.of(new DataType.Text(), "a\tb\\\u00e9", "Nullable(String)", "a\\tb\\\\\u00e9"),
        Arguments.of(new DataType.Bytes(), new byte[] {(byte) 0xff, 0}, "Nullable(String)", null),
        Arguments.of(new DataType.Json(), "{\"a\": 1.50}", "Nullable(String)", "{\"a\": 1.50}"),
        Arguments.of(
            new DataType.Date(),
            (int) LocalDate.of(1900, 1, 1).toEpochDay(),
            "Nullable(Date32)",
            "1900-01-01"),
        Arguments.of(
            new DataType.Date(),
            (int) LocalDate.of(2299, 12, 31).toEpochDay(),
            "Nullable(Date32)",
            "2299-12-31"),
        Arguments.of(
            new DataType.Time(6), 86_399_999_999L, "Nullable(Time64(6))", "23:59:59.999999"),
        Arguments.of(
            new DataType.TimestampTz(6),
            micros("1969-12-31T23:59:59.999999Z"),
            "Nullable(DateTime64(6, 'UTC'))",
            "1969-12-31 23:59:59.999999"),
        Arguments.of(
            new DataType.Timestamp(3),
            micros("2299-12-31T23:59:59.123Z"),
            "Nullable(DateTime64(3, 'UTC'))",
            "2299-12-31 23:59:59.123"),
        Arguments.of(
            new DataType.TimestampTz(9),
            1_700_000_000_123_456_789L,
            "Nullable(DateTime64(9, 'UTC'))",
            "2023-11-14 22:13:20.123456789"),
        Arguments.of(new DataType.Uuid(), uuid, "Nullable(UUID)", uuid.toString()),
        Arguments.of(
            new DataType.Array(new DataType.Decimal(5, 2)),
            java.util.Arrays.asList(new BigDecimal("1.25"), null),
            "Array(Nullable(Decimal(5, 2)))",
            "[1.25,NULL]"),
        Arguments.of(
            new DataType.Array(new DataType.Array(new DataType.Int(32))),
            List.of(List.of(1, 2), List.of()),
            "Array(Array(Nullable(Int32)))",
            "[[1,2],[]]"),
        Arguments.of(
            new DataType.Struct(
                List.of(
                    new Field("a", new DataType.Int(32), true, ""),
                    new Field("b", new DataType.Text(), true, ""))),
            List.of(7, "x"),
            "Tuple(a Nullable(Int32), b Nullable(String))",
            "(7,'x')"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void keeps(DataType type, Object value, String spelled, String text) {
    SinkMove move =
        new SinkMove(to)
            .columns(new Field("id", new DataType.Int(32), false, ""), SinkMove.field("c", type));
    boolean nested = type instanceof DataType.Array || type instanceof DataType.Struct;
    move.row(1, value);
    if (!nested) {
      move.row(2, null);
    }
    move.run();
    assertThat(
            to.value(
                    "SELECT type FROM system.columns WHERE database = 'types' AND table = 't'"
                        + " AND name = 'c'")
                .replaceAll("\\\\'", "'")
                .replaceAll("\\(\\\\n *", "(")
                .replaceAll(",\\\\n *", ", ")
                .replaceAll("\\\\n\\)", ")"))
        .isEqualTo(spelled);
    if (text == null) {
      assertThat(to.value("SELECT hex(c) FROM t WHERE id = 1")).isEqualTo("FF00");
    } else {
      assertThat(to.value("SELECT c FROM t WHERE id = 1").replace("\\'", "'")).isEqualTo(text);
    }
    if (!nested) {
      assertThat(to.value("SELECT c FROM t WHERE id = 2")).isEqualTo("\\N");
    }
  }

  static List<Arguments> misfits() {
    return List.of(
        Arguments.of(new DataType.Date(), Integer.MAX_VALUE, "Date32", "infinity is out of range"),
        Arguments.of(
            new DataType.Date(),
            (int) LocalDate.of(1899, 12, 31).toEpochDay(),
            "Date32",
            "1899-12-31 is out of range"),
        Arguments.of(
            new DataType.TimestampTz(6),
            Long.MIN_VALUE,
            "DateTime64(6, 'UTC')",
            "-infinity is out of range"),
        Arguments.of(
            new DataType.TimestampTz(6),
            micros("2300-01-01T00:00:00Z"),
            "DateTime64(6, 'UTC')",
            "2300-01-01T00:00Z is out of range"),
        Arguments.of(
            new DataType.TimestampTz(6),
            micros("2000-01-01T00:00:00.000001Z"),
            "DateTime",
            "finer fraction"),
        Arguments.of(new DataType.Int(32), 256, "UInt8", "256 is out of range"),
        Arguments.of(new DataType.Int(64), -1, "UInt64", "-1 is out of range"),
        Arguments.of(new DataType.UInt64(), -1L, "Int64", "18446744073709551615 is out of range"),
        Arguments.of(new DataType.FloatingPoint(64), 0.1, "Float32", "more digits"),
        Arguments.of(new DataType.Text(), "abc", "FixedString(4)", "not of 4"),
        Arguments.of(new DataType.Text(), "z", "Enum8('a' = 1)", "no value of the enum"),
        Arguments.of(new DataType.AnyDecimal(), "NaN", "Decimal(10, 2)", "no number"),
        Arguments.of(new DataType.AnyDecimal(), "1.234", "Decimal(10, 2)", "more digits"),
        Arguments.of(
            new DataType.Decimal(10, 2),
            new BigDecimal("12345678.90"),
            "Decimal(5, 2)",
            "out of range"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void rejectsWhatDoesNotFit(DataType type, Object value, String column, String why) {
    to.run("CREATE TABLE t (id Int32, c Nullable(" + column + ")) ENGINE = MergeTree ORDER BY id");
    SinkMove move =
        new SinkMove(to)
            .columns(new Field("id", new DataType.Int(32), false, ""), SinkMove.field("c", type));
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.lossy = Set.of("c");
    move.row(1, value).row(2, null);
    assertThatThrownBy(move::run).hasMessageContaining(why);
    assertThat(to.value("SELECT count() FROM t")).isEqualTo("0");
    move.context = SinkMove.context();
    move.context.maxRejects = 1;
    move.run();
    assertThat(to.rows("SELECT * FROM t")).containsExactly("2\t\\N");
    assertThat(move.context.rejected).singleElement().asString().contains(why);
  }

  @Test
  void narrowsOnlyByTheUsersWord() {
    to.run("CREATE TABLE t (id Int32, c UInt8) ENGINE = MergeTree ORDER BY id");
    SinkMove move =
        new SinkMove(to)
            .columns(
                new Field("id", new DataType.Int(32), false, ""),
                new Field("c", new DataType.Int(32), false, ""));
    assertThatThrownBy(move::plan)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("CH_TYPE_DRIFT");
              assertThat(e.place().field()).isEqualTo("c");
            });
    move.evolution =
        new SchemaEvolution(DriftPolicy.EVOLVE, DriftPolicy.EVOLVE, DriftPolicy.EVOLVE);
    assertThat(move.row(1, 300).plan().streams().get(0).ddl())
        .containsExactly("ALTER TABLE `types`.`t` MODIFY COLUMN `c` Int32");
    move.run();
    assertThat(to.rows("SELECT * FROM t")).containsExactly("1\t300");
  }

  @Test
  void addsColumnsAndKeepsThoseThatVanished() {
    to.run(
        "CREATE TABLE t (id Int64, old String, d UInt8 DEFAULT 7, n Nullable(UInt8)) ENGINE ="
            + " MergeTree ORDER BY id",
        "INSERT INTO t VALUES (1, 'x', 1, 1)");
    SinkMove move = new SinkMove(to).row(2, "new");
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.run();
    assertThat(move.plan.streams().get(0).ddl())
        .containsExactly("ALTER TABLE `types`.`t` ADD COLUMN `v` Nullable(String)");
    assertThat(to.rows("SELECT id, old, d, n, v FROM t ORDER BY id"))
        .containsExactly("1\tx\t1\t1\t\\N", "2\t\t7\t\\N\tnew");
    move.evolution = new SchemaEvolution(DriftPolicy.EVOLVE, DriftPolicy.FAIL, DriftPolicy.FAIL);
    assertThatThrownBy(move::plan).hasMessageContaining("the source has no column");
  }

  @Test
  void lowCardinalityEngineAndCodecs() {
    SinkMove move = new SinkMove(to);
    move.key = List.of("id");
    move.options.put("engine", "ReplacingMergeTree");
    move.options.put("low_cardinality", List.of("v"));
    move.options.put("partition_by", "id % 10");
    move.options.put("codecs", java.util.Map.of("id", "Delta, ZSTD(1)"));
    move.options.put("settings", java.util.Map.of("index_granularity", "1024"));
    move.row(1, "a").row(2, null).run();
    assertThat(to.value("SHOW CREATE TABLE t"))
        .contains("LowCardinality(Nullable(String))")
        .contains("ReplacingMergeTree")
        .contains("PARTITION BY id % 10")
        .contains("ZSTD(1)")
        .contains("index_granularity = 1024");
    assertThat(to.rows("SELECT * FROM t ORDER BY id")).containsExactly("1\ta", "2\t\\N");
  }
}
