package dpone.connector.clickhouse.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.clickhouse.testing.ClickHouseTestServer;
import dpone.connector.clickhouse.testing.ClickHouseTestServer.Database;
import dpone.connector.clickhouse.testing.Read;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class SourceTest {
  private static Database db;

  @BeforeAll
  static void open() {
    db = ClickHouseTestServer.get().database("source");
  }

  private static DponeException error(Runnable action) {
    try {
      action.run();
    } catch (DponeException failure) {
      return failure;
    }
    throw new AssertionError("nothing was refused");
  }

  @Test
  void everyTypeArrivesExactly() {
    db.run(
        "DROP TABLE IF EXISTS types",
        """
        CREATE TABLE types (
          i8 Int8, i16 Int16, i32 Int32, i64 Int64, i128 Int128, i256 Int256,
          u8 UInt8, u16 UInt16, u32 UInt32, u64 UInt64, u128 UInt128, u256 UInt256,
          f32 Float32, f64 Float64, bf BFloat16, b Bool,
          d9 Decimal(9, 2), d18 Decimal(18, 4), d38 Decimal(38, 10), d76 Decimal(76, 20),
          s String, fs FixedString(3), lc LowCardinality(String), lcn LowCardinality(Nullable(String)),
          n Nullable(Int32), u UUID, ip4 IPv4, ip6 IPv6,
          e8 Enum8('a' = -1, 'it''s' = 2), e16 Enum16('x' = 1000),
          d Date, d32 Date32, dt DateTime('Asia/Tokyo'), t0 DateTime64(0, 'UTC'),
          t3 DateTime64(3, 'Europe/Berlin'), t9 DateTime64(9, 'UTC'),
          a Array(Nullable(Int32)), aa Array(Array(String)), m Map(String, UInt8),
          t Tuple(x Int8, `y z` Nullable(String)), tu Tuple(Int8, String),
          al Array(LowCardinality(String)), nest Nested(k Int8, v String),
          j JSON, v Variant(Int64, String), ip Array(IPv4), sf SimpleAggregateFunction(max, Int32)
        ) ENGINE = MergeTree ORDER BY i8
        """,
        """
        INSERT INTO types VALUES (-128, -32768, -2147483648, -9223372036854775808,
          '-170141183460469231731687303715884105728',
          '-57896044618658097711785492504343953926634992332820282019728792003956564819968',
          255, 65535, 4294967295, 18446744073709551615,
          '340282366920938463463374607431768211455',
          '115792089237316195423570985008687907853269984665640564039457584007913129639935',
          1.5, 0.1, 1.5, true,
          '-1234567.89', '12345678901234.5678', '-1234567890123456789012345678.0123456789',
          '12345678901234567890123456789012345678901234567890123456.00000000000000000001',
          'é|😀', 'abc', 'low', NULL, NULL, '00112233-4455-6677-8899-aabbccddeeff', '10.0.0.1',
          '2001:db8::1', 'it''s', 'x',
          '1970-01-02', '1900-01-01', '2026-01-01 09:00:00', '2299-12-31 23:59:59',
          '2026-03-29 03:30:00.123', '2026-01-01 00:00:00.123456789',
          [1, NULL, 3], [['a'], [], ['b', 'c']], {'k': 1, 'l': 2},
          (1, NULL), (7, 'seven'), ['p', 'p', 'q'], [1, 2], ['one', 'two'],
          '{"a": 1, "b": {"c": "x"}}', 42, ['1.2.3.4'], 5)
        """);
    Read read = new Read(db);
    read.stream = "types";
    read.run();
    assertThat(read.rows)
        .containsExactly(
            "-128|-32768|-2147483648|-9223372036854775808|-170141183460469231731687303715884105728"
                + "|-57896044618658097711785492504343953926634992332820282019728792003956564819968"
                + "|255|65535|4294967295|18446744073709551615"
                + "|340282366920938463463374607431768211455"
                + "|115792089237316195423570985008687907853269984665640564039457584007913129639935"
                + "|1.5|0.1|1.5|1|-1234567.89|12345678901234.5678"
                + "|-1234567890123456789012345678.0123456789"
                + "|12345678901234567890123456789012345678901234567890123456.00000000000000000001"
                + "|é|😀|abc|low|NULL|NULL|00112233-4455-6677-8899-aabbccddeeff|10.0.0.1|2001:db8::1"
                + "|it's|x|1|-25567|1767225600000000|10413791999000000|1774747800123000"
                + "|1767225600123456789|[1,NULL,3]|[[a],[],[b,c]]|[k:1,l:2]|(1,NULL)|(7,seven)"
                + "|[p,p,q]|[1,2]|[one,two]|{\"a\":1,\"b\":{\"c\":\"x\"}}|42|[1.2.3.4]|5");
    assertThat(read.told).isEqualTo(1);
    assertThat(read.info.schema().find("v").orElseThrow().type().text()).isEqualTo("json");
    read.connection.put("compression", "none");
    String compressed = read.rows.get(0);
    assertThat(read.run().rows).containsExactly(compressed);
    read.connection.put("user", "reader");
    assertThat(read.run().rows).containsExactly(compressed);
  }

  @Test
  void whatHasNoMappingIsRefusedByItsName() {
    db.run(
        "DROP TABLE IF EXISTS states",
        "CREATE TABLE states (k Int8, s AggregateFunction(sum, Int64)) ENGINE ="
            + " AggregatingMergeTree ORDER BY k");
    Read read = new Read(db);
    read.stream = "states";
    DponeException refused = error(read::describe);
    assertThat(refused.code()).isEqualTo("CH_TYPE_REFUSED");
    assertThat(refused.place().field()).isEqualTo("s");
    assertThat(refused.remedy()).contains("finalizeAggregation");
    read.columns = List.of("k");
    assertThat(read.describe().schema().size()).isEqualTo(1);
  }

  @Test
  void bytesAreRefusedByRowUnlessTheyAreSaidToBeBytes() {
    db.run(
        "DROP TABLE IF EXISTS texts",
        "CREATE TABLE texts (k Int32, s String, a Array(String), l LowCardinality(String)) ENGINE ="
            + " MergeTree ORDER BY k",
        "INSERT INTO texts SELECT number, if(number % 10 = 3, unhex('ff00'), 'é'),"
            + " if(number % 10 = 4, ['a', unhex('c3')], ['b']), if(number = 5, unhex('80'), 'l')"
            + " FROM numbers(20)");
    Read read = new Read(db);
    read.stream = "texts";
    DponeException refused = error(read::run);
    assertThat(refused.code()).isEqualTo("CH_NOT_UTF8");
    assertThat(refused.place().field()).isEqualTo("s");
    assertThat(refused.what()).contains("ff00");
    read.context.maxRejects = 100;
    read.run();
    assertThat(read.rejected).isEqualTo(5);
    assertThat(read.told).isEqualTo(20);
    assertThat(read.rows).hasSize(15).contains("6|é|[b]|l").noneMatch(r -> r.startsWith("14|"));
    assertThat(read.context.rejected)
        .anyMatch(r -> r.startsWith("texts/s/CH_NOT_UTF8"))
        .anyMatch(r -> r.startsWith("texts/a/CH_NOT_UTF8"))
        .anyMatch(r -> r.startsWith("texts/l/CH_NOT_UTF8"));
    read.streamOptions.put("bytes", List.of("s", "a", "l"));
    read.run();
    assertThat(read.rows).hasSize(20).contains("3|ff00|[62]|6c").contains("4|c3a9|[61,c3]|6c");
  }

  @Test
  void conditionsMeanTheColumnAndNotWhatItIsReadAs() {
    db.run(
        "DROP TABLE IF EXISTS hosts",
        "CREATE TABLE hosts (k Int32, ip IPv4) ENGINE = MergeTree ORDER BY k",
        "INSERT INTO hosts VALUES (1, '10.0.0.1'), (2, '9.0.0.1')");
    Read read = new Read(db);
    read.stream = "hosts";
    read.where = "ip > toIPv4('9.255.255.255') -- above";
    assertThat(read.run().rows).containsExactly("1|10.0.0.1");
    read.where = null;
    read.query = "SELECT ip, k * 2 AS k FROM hosts ORDER BY k -- all";
    assertThat(read.run().rows).containsExactly("10.0.0.1|2", "9.0.0.1|4");
  }

  @Test
  void manyReadersReadEveryRowOnce() {
    db.run(
        "DROP TABLE IF EXISTS big",
        "CREATE TABLE big (day Date, k UInt64, s String) ENGINE = MergeTree PARTITION BY"
            + " toYYYYMM(day) ORDER BY k SETTINGS index_granularity = 256",
        "INSERT INTO big SELECT toDate('2026-01-01') + intDiv(number, 2000), number,"
            + " toString(number) FROM numbers(100000)");
    Read read = new Read(db);
    read.stream = "big";
    read.parallelism = 4;
    read.sourceOptions.put("min_split", "100000");
    read.run();
    assertThat(read.splits.size()).isGreaterThan(3);
    assertThat(read.told).isEqualTo(100_000);
    assertThat(read.rows.stream().distinct().count()).isEqualTo(100_000);
    read.streamOptions.put("splits", 1);
    assertThat(read.run().splits).hasSize(1);
  }

  @Test
  void insertsMeanwhileStayOutAndChangesAreNoticed() {
    db.run(
        "DROP TABLE IF EXISTS live",
        "CREATE TABLE live (k UInt64, s String) ENGINE = MergeTree PARTITION BY k % 4 ORDER BY k",
        "INSERT INTO live SELECT number, toString(number) FROM numbers(40000)");
    Read read = new Read(db);
    read.stream = "live";
    read.parallelism = 4;
    read.sourceOptions.put("min_split", "1000");
    read.beforeReading =
        s -> db.run("INSERT INTO live SELECT number + 1000000, '' FROM numbers(10)");
    read.run();
    assertThat(read.rows).hasSize(40_000);
    assertThat(read.splits.size()).isGreaterThan(1);
    read.beforeReading = s -> db.run("OPTIMIZE TABLE live FINAL");
    assertThat(read.run().rows).hasSize(40_010);
    read.beforeReading =
        s -> db.run("INSERT INTO live VALUES (4, 'late')", "OPTIMIZE TABLE live FINAL");
    assertThat(error(read::run).code()).isEqualTo("CH_VIEW_CHANGED");
    read.beforeReading = s -> db.run("ALTER TABLE live UPDATE s = 'x' WHERE k = 4");
    assertThat(error(read::run).code()).isEqualTo("CH_VIEW_CHANGED");
    read.beforeReading = s -> db.run("ALTER TABLE live DROP PARTITION 1");
    assertThat(error(read::run).code()).isEqualTo("CH_VIEW_CHANGED");
    read.beforeReading = s -> {};
    read.run();
  }

  @Test
  void finalReadsAsIfAllMergesWereDone() {
    db.run(
        "DROP TABLE IF EXISTS versions",
        "CREATE TABLE versions (k Int32, v Int32) ENGINE = ReplacingMergeTree(v) ORDER BY k",
        "SYSTEM STOP MERGES versions",
        "INSERT INTO versions VALUES (1, 1), (2, 1)",
        "INSERT INTO versions VALUES (1, 2)");
    Read read = new Read(db);
    read.stream = "versions";
    assertThat(read.run().rows).hasSize(3);
    assertThat(read.info.schema().key()).isEmpty();
    read.streamOptions.put("final", true);
    assertThat(read.run().rows).containsExactlyInAnyOrder("1|2", "2|1");
    assertThat(read.info.schema().key()).containsExactly("k");
  }

  @Test
  void tiesAtTheEndOfAnIncrementAreDeliveredOnce() {
    db.run(
        "DROP TABLE IF EXISTS ties",
        "CREATE TABLE ties (k Int32, at DateTime64(3, 'Europe/Berlin')) ENGINE = MergeTree ORDER BY"
            + " k",
        "INSERT INTO ties SELECT number, '2026-10-25 02:30:00.000' FROM numbers(1000)");
    Read read = new Read(db);
    read.stream = "ties";
    read.cursor = "at";
    read.columns = List.of("k");
    read.mode = ReadMode.AFTER_POSITION;
    assertThat(read.run().rows).hasSize(1000);
    assertThat(read.run().rows).isEmpty();
    db.run(
        "INSERT INTO ties VALUES (1000, '2026-10-25 02:30:00.000'), (5, '2026-10-25 02:30:00.000')");
    assertThat(read.run().rows).containsExactlyInAnyOrder("1000", "5");
    db.run(
        "INSERT INTO ties VALUES (2000, '2026-10-25 02:30:00.000'), (2001, '2026-10-25 12:30:00.000')");
    assertThat(read.run().rows).containsExactlyInAnyOrder("2000", "2001");
    assertThat(read.run().rows).isEmpty();
    db.run("INSERT INTO ties VALUES (2001, '2026-10-25 12:30:00.000')");
    assertThat(read.run().rows).containsExactly("2001");
    read.mode = ReadMode.FROM_POSITION;
    assertThat(read.run().rows).containsExactlyInAnyOrder("2001", "2001");
  }

  @Test
  void nullsInACursorAreRefusedLeftOutOrReadEveryTime() {
    db.run(
        "DROP TABLE IF EXISTS gaps",
        "CREATE TABLE gaps (k Int32, at Nullable(Int64)) ENGINE = MergeTree ORDER BY k",
        "INSERT INTO gaps VALUES (1, 1), (2, NULL), (3, 3)");
    Read read = new Read(db);
    read.stream = "gaps";
    read.cursor = "at";
    read.mode = ReadMode.FROM_POSITION;
    assertThat(error(read::run).code()).isEqualTo("CH_CURSOR_NULLS");
    read.streamOptions.put("cursor_nulls", "exclude");
    assertThat(read.run().rows).containsExactlyInAnyOrder("1|1", "3|3");
    read.position = null;
    read.streamOptions.put("cursor_nulls", "include");
    assertThat(read.run().rows).hasSize(3);
    assertThat(read.run().rows).containsExactlyInAnyOrder("2|NULL", "3|3");
  }

  @Test
  void aBackfillGoesOnChunkByChunk() {
    db.run(
        "DROP TABLE IF EXISTS chunks",
        "CREATE TABLE chunks (a Int32, b String) ENGINE = MergeTree ORDER BY (a, b)",
        "INSERT INTO chunks SELECT intDiv(number, 7), toString(number) FROM numbers(1000)");
    Read read = new Read(db);
    read.stream = "chunks";
    read.mode = ReadMode.FROM_POSITION;
    read.chunkRows = 300;
    int chunks = 0;
    List<String> all = new java.util.ArrayList<>();
    do {
      all.addAll(read.run().rows);
      chunks++;
    } while (!read.complete && chunks < 10);
    assertThat(chunks).isEqualTo(4);
    assertThat(all).hasSize(1000).doesNotHaveDuplicates();
    assertThat(read.position.display()).contains("complete");
  }

  @Test
  void batchesStayBoundedHoweverLargeTheTable() {
    Read read = new Read(db);
    read.query = "SELECT number AS n, toString(number) AS s FROM numbers(2000000)";
    read.context.batchBytes = 256 << 10;
    read.run();
    assertThat(read.told).isEqualTo(2_000_000);
    assertThat(read.largestBatch).isLessThan(4 << 20);
    assertThat(read.rows.get(1_999_999)).isEqualTo("1999999|1999999");
  }

  @Test
  void aFailureInTheMiddleIsTheServersOwn() {
    for (String compression : List.of("lz4", "none")) {
      Read read = new Read(db);
      read.connection.put("compression", compression);
      read.query =
          "SELECT number AS n, throwIf(number = 3000000, 'too far') AS x FROM numbers(10000000)";
      DponeException failed = error(read::run);
      assertThat(failed.what()).as(compression).contains("too far", "395");
      assertThat(failed.place().stream()).isEqualTo("t");
    }
  }

  @Test
  void whatAUserCanProvokeHasItsCode() {
    Map<String, String> cases =
        Map.of(
            "SELECT * FROM nothing_here", "CH_TABLE_NOT_FOUND",
            "SELECT * FROM no_db.t", "CH_DATABASE_NOT_FOUND",
            "SELECT nothing FROM system.one", "CH_COLUMN_NOT_FOUND",
            "SELEC 1", "CH_SYNTAX");
    cases.forEach((query, code) -> {
      Read read = new Read(db);
      read.query = query;
      assertThat(error(read::run).code()).as(query).isEqualTo(code);
    });
    Read table = new Read(db);
    table.stream = "nothing_here";
    assertThat(error(table::describe).code()).isEqualTo("CH_TABLE_NOT_FOUND");
    table.stream = "no_db.t";
    assertThat(error(table::describe).code()).isEqualTo("CH_DATABASE_NOT_FOUND");

    Read wrong = new Read(db);
    wrong.connection.put("password", "planted-canary");
    DponeException refused = error(wrong::describe);
    assertThat(refused.code()).isEqualTo("CH_LOGIN_REFUSED");
    assertThat(refused.oneLine()).doesNotContain("canary");

    Read small = new Read(db);
    small.connection.put("user", "small");
    small.query = "SELECT length(groupArray(number)) AS n FROM numbers(10000000)";
    assertThat(error(small::run).code()).isEqualTo("CH_MEMORY_LIMIT");

    Read slow = new Read(db);
    slow.sourceOptions.put("settings", Map.of("max_execution_time", "1"));
    slow.query = "SELECT sleepEachRow(1) AS n FROM numbers(10)";
    assertThat(error(slow::run).code()).isEqualTo("CH_TIMEOUT");

    Read setting = new Read(db);
    setting.sourceOptions.put("settings", Map.of("no_such_setting", "1"));
    setting.query = "SELECT 1 AS n";
    assertThat(error(setting::run).code()).isEqualTo("CH_SETTING_REFUSED");

    Read busy = new Read(db);
    busy.sourceOptions.put("settings", Map.of("max_concurrent_queries_for_user", "1"));
    busy.query = "SELECT 1 AS n";
    Read holding = new Read(db);
    holding.query = "SELECT sleepEachRow(0.1) AS n FROM numbers(40) SETTINGS max_block_size = 1";
    Thread holder = new Thread(holding::run);
    holder.start();
    DponeException full = null;
    for (int i = 0; i < 30 && full == null; i++) {
      try {
        busy.run();
      } catch (DponeException failure) {
        full = failure;
      }
    }
    assertThat(full).isNotNull();
    assertThat(full.code()).isEqualTo("CH_TOO_MANY_QUERIES");

    Read nobody = new Read(db);
    nobody.connection.put("url", "http://127.0.0.1:1");
    assertThat(error(nobody::describe).code()).isEqualTo("CH_CONNECTION_REFUSED");
  }

  @Test
  void cancellingEndsTheQueryAtTheServer() throws Exception {
    Read read = new Read(db);
    read.query =
        "SELECT sum(sleepEachRow(0.01) + number) AS n FROM numbers(100000) SETTINGS max_block_size"
            + " = 10, function_sleep_max_microseconds_per_block = 0";
    Throwable[] ended = new Throwable[1];
    Thread reader =
        new Thread(() -> {
          try {
            read.run();
          } catch (Throwable failure) {
            ended[0] = failure;
          }
        });
    reader.start();
    String running =
        "SELECT count() FROM system.processes WHERE query LIKE '%sleepEachRow(0.01)%' AND query_id"
            + " LIKE 'dpone-%'";
    for (int i = 0; i < 100 && db.value(running).equals("0"); i++) {
      Thread.sleep(50);
    }
    long start = System.nanoTime();
    read.context.cancel();
    reader.join(5_000);
    assertThat(reader.isAlive()).isFalse();
    assertThat(((DponeException) ended[0]).code()).isEqualTo("RUN_CANCELLED");
    while (!db.value(running).equals("0")) {
      assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
      Thread.sleep(50);
    }
  }

  @Test
  void closingAReaderKillsItsQuery() throws Exception {
    Read read = new Read(db);
    read.query = "SELECT number AS n, repeat('x', 100) AS s FROM numbers(1000000000)";
    try (Source source = read.source()) {
      var info = source.describe(read.selection());
      var stream =
          new dpone.spi.source.StreamRead(read.selection(), info.schema(), ReadMode.FULL, null);
      try (var session =
          source.read(new dpone.spi.source.ReadRequest("m", List.of(stream), null, 1))) {
        try (var reader = source.open(session.splits().get(0))) {
          reader.next().close();
        }
        String running =
            "SELECT count() FROM system.processes WHERE query LIKE '%numbers(1000000000)%' AND"
                + " query_id LIKE 'dpone-%'";
        long start = System.nanoTime();
        while (!db.value(running).equals("0")) {
          assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
          Thread.sleep(50);
        }
      }
    }
  }

  @Test
  void listsAndDescribesWhatThereIs() {
    db.run(
        "DROP TABLE IF EXISTS described",
        "CREATE TABLE described (a Int32, b String, c Int32 MATERIALIZED a + 1, d Int32 ALIAS a)"
            + " ENGINE = MergeTree PARTITION BY a ORDER BY (a, b)",
        "INSERT INTO described VALUES (1, 'x')");
    Read read = new Read(db);
    read.stream = "described";
    try (Source source = read.source()) {
      assertThat(source.streams()).contains("source.described");
    }
    var info = read.describe();
    assertThat(info.name()).isEqualTo("source.described");
    assertThat(info.schema().names()).containsExactly("a", "b");
    assertThat(info.estimatedRows()).isEqualTo(1);
    assertThat(String.join("\n", info.notes()))
        .contains("sorting key (a, b)", "partitioned by a", "UTC");
    assertThat(read.explain()).anyMatch(n -> n.contains("query log"));
    read.columns = List.of("c", "nope");
    DponeException missing = error(read::describe);
    assertThat(missing.code()).isEqualTo("CH_COLUMN_NOT_FOUND");
    assertThat(missing.place().field()).isEqualTo("nope");
    assertThat(IntStream.of(1).sum()).isEqualTo(1);
    assertThatThrownBy(
            () -> {
              read.connection.put("settings", Map.of("compress", "1"));
              read.source();
            })
        .isInstanceOf(DponeException.class);
  }
}
