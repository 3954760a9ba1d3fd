package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of every kind leave the target as applying them one by one would. */
@Tag("integration")
class SinkChangesTest {
  private static final Schema ROWS =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("a", new DataType.Text(), true, ""),
              new Field("b", new DataType.Text(), false, ""),
              new Field("tags", new DataType.Array(new DataType.Text()), true, "")),
          List.of("id"));
  private static SinkServer.Database to;
  private final TreeMap<Long, Object[]> model = new TreeMap<>();
  private TreeMap<Long, Object[]> before = new TreeMap<>();
  private SinkMove move;
  private String cdc;
  private long sequence;
  private long changes;

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("changes");
  }

  @BeforeEach
  void clean() {
    to.run("DROP TABLE IF EXISTS t SYNC", "DROP TABLE IF EXISTS t__changes SYNC");
  }

  /** The rows that changes go on from. */
  private void snapshot(String way) {
    cdc = way;
    SinkMove first = new SinkMove(to);
    first.scope = LoadRequest.CHANGES;
    first.key = List.of("id");
    first.schema = ROWS;
    first.options.put("cdc", way);
    for (long id = 100; id < 103; id++) {
      List<String> tags = List.of("s", "t" + id);
      model.put(id, new Object[] {null, "s", tags});
      first.row(id, null, "s", tags);
    }
    assertThat(first.run().inserted()).containsEntry("s", 3L);
    before = new TreeMap<>(model);
    begin();
  }

  private void begin() {
    move = new SinkMove(to);
    move.mode = LoadMode.CDC_APPLY;
    move.scope = LoadRequest.CHANGES;
    move.key = List.of("id");
    move.schema = ChangeSchema.of(ROWS, List.of("id"));
    move.options.put("cdc", cdc);
  }

  private void insert(long id, String a, String b) {
    List<String> tags = List.of("x" + sequence);
    model.put(id, new Object[] {a, b, tags});
    move.row(0, sequence++, null, id, a, b, tags, null);
    changes++;
  }

  /** Leaves out the text and the array, or neither. */
  private void update(long id, Long old, String a, String b, boolean carries) {
    Object[] was = model.remove(old == null ? id : old);
    List<String> tags = sequence % 3 == 0 ? List.of() : List.of("u" + sequence, b);
    model.put(id, new Object[] {carries ? was[0] : a, b, carries ? was[2] : tags});
    byte[] bits = carries ? new byte[] {2 + 8} : null;
    move.row(1, sequence++, bits, id, carries ? null : a, b, carries ? null : tags, old);
    changes++;
  }

  private void delete(long id) {
    model.remove(id);
    move.row(2, sequence++, null, id, null, null, null, null);
    changes++;
  }

  private void truncate() {
    model.clear();
    move.row(3, sequence++, null, null, null, null, null, null);
  }

  private void apply() {
    long rows = cdc.equals("log") ? log() : 0;
    CommitReceipt receipt = move.run();
    List<String> expected = new ArrayList<>();
    model.forEach((id, cells) ->
        expected.add(
            id
                + "\t"
                + (cells[0] == null ? "\\N" : cells[0])
                + "\t"
                + cells[1]
                + "\t['"
                + String.join("','", (List<String>) cells[2])
                + "']"));
    expected.replaceAll(line -> line.replace("['']", "[]"));
    assertThat(to.rows("SELECT id, a, b, tags FROM t ORDER BY id")).isEqualTo(expected);
    assertThat(receipt.inserted())
        .containsEntry("s", model.keySet().stream().filter(k -> !before.containsKey(k)).count());
    assertThat(receipt.deleted())
        .containsEntry("s", before.keySet().stream().filter(k -> !model.containsKey(k)).count());
    if (cdc.equals("log")) {
      assertThat(log() - rows).isGreaterThanOrEqualTo(changes);
    }
    before = new TreeMap<>(model);
    changes = 0;
    begin();
  }

  private static long log() {
    return Long.parseLong(to.value("SELECT count() FROM t__changes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "state"})
  void everyKind(String way) {
    snapshot(way);
    insert(1, "a", "b");
    insert(2, null, "b");
    insert(3, "c", "c");
    apply();
    update(1, null, null, "x", true);
    update(2, null, "y", "y", false);
    update(101, null, null, "of the snapshot", true);
    delete(3);
    delete(100);
    insert(4, "d", "d");
    apply();
    update(9, 1L, null, "moved", true);
    insert(1, "again", "again");
    update(2, 4L, "z", "z", false);
    apply();
    delete(1);
    insert(1, null, "back");
    update(1, null, null, "back2", true);
    apply();
    truncate();
    insert(7, "t", "t");
    apply();
    for (int i = 0; i < 3; i++) {
      apply();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "state"})
  void anyOrder(String way) {
    Random random = new Random(7);
    snapshot(way);
    for (int load = 0; load < 5; load++) {
      for (int i = 0; i < 60; i++) {
        long id = random.nextInt(12);
        if (!model.containsKey(id)) {
          insert(id, random.nextBoolean() ? "a" + i : null, "b" + i);
        } else {
          switch (random.nextInt(5)) {
            case 0 -> delete(id);
            case 1, 2 -> update(id, null, "u" + i, "v" + i, random.nextBoolean());
            case 3 -> {
              long other = 20 + random.nextInt(200);
              if (!model.containsKey(other)) {
                update(other, id, "m" + i, "n" + i, i % 9 == 0);
              }
            }
            default -> {
              if (random.nextInt(40) == 0) {
                truncate();
              }
            }
          }
        }
      }
      apply();
    }
  }

  @Test
  void theLogTellsEachChangeAsTheRowThatItLeaves() {
    snapshot("log");
    insert(1, "long", "b");
    update(1, null, null, "c", true);
    update(5, 1L, null, "d", true);
    delete(5);
    apply();
    truncate();
    apply();
    assertThat(
            to.rows(
                "SELECT id, _dpone_kind, a, b FROM t__changes WHERE id < 100 ORDER BY"
                    + " _dpone_position, id"))
        .containsExactly(
            "1\tinsert\tlong\tb",
            "1\tupdate\tlong\tc",
            "1\tdelete\t\\N\t",
            "5\tupdate\tlong\td",
            "5\tdelete\t\\N\t");
    assertThat(
            to.rows(
                "SELECT _dpone_kind, count() FROM t__changes WHERE id >= 100 GROUP BY 1 ORDER BY 1"))
        .containsExactly("snapshot\t3", "truncate\t3");
    assertThat(
            to.value("SELECT engine FROM system.tables WHERE database = 'changes' AND name = 't'"))
        .isEqualTo("View");
  }

  @Test
  void aQueryOfOneKeyReadsThatKeyOnly() {
    snapshot("log");
    assertThat(to.value("SELECT b FROM t WHERE id = 101")).isEqualTo("s");
    assertThat(String.join("\n", to.rows("EXPLAIN indexes = 1 SELECT b FROM t WHERE id = 101")))
        .contains("Condition: (id in [101, 101])");
  }

  @Test
  void followsAColumnThatIsNew() {
    snapshot("log");
    Schema wider =
        new Schema(
            List.of(
                ROWS.fields().get(0),
                ROWS.fields().get(2),
                new Field("n", new DataType.Int(32), true, "")),
            List.of("id"));
    move.schema = ChangeSchema.of(wider, List.of("id"));
    move.row(1, 1L, null, 100L, "new", 7, null).row(0, 2L, null, 1L, "one", null, null).run();
    assertThat(to.rows("SELECT id, a, b, tags, n FROM t ORDER BY id"))
        .containsExactly(
            "1\t\\N\tone\t[]\t\\N",
            "100\t\\N\tnew\t['s','t100']\t7",
            "101\t\\N\ts\t['s','t101']\t\\N",
            "102\t\\N\ts\t['s','t102']\t\\N");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "state"})
  void refusesANullThatTheColumnCannotHold(String way) {
    snapshot(way);
    move.row(1, 5L, null, 100L, null, "b", null, null);
    refused("CH_VALUE_OUT_OF_RANGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "state"})
  void refusesAChangeOfARowThatIsNotThere(String way) {
    snapshot(way);
    move.row(1, 5L, new byte[] {2}, 1L, null, "b", List.of(), null);
    refused("CH_CHANGES_UNFIT");
  }

  @Test
  void aLogTakesNoNameOfATable() {
    to.run(
        "CREATE TABLE t (id Int64, a Nullable(String), b String) ENGINE = MergeTree ORDER BY id");
    cdc = "log";
    begin();
    assertThatThrownBy(move::plan)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("CH_TARGET_NOT_TABLE");
              assertThat(e.remedy()).contains("sink.cdc to state");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReplacingMergeTree", "ttl"})
  void aLogLosesNoChange(String option) {
    cdc = "log";
    begin();
    if (option.equals("ttl")) {
      move.options.put("ttl", "now() + INTERVAL 1 DAY");
    } else {
      move.options.put("engine", option);
    }
    assertThatThrownBy(move::plan)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_INVALID_OPTION"));
  }

  private void refused(String code) {
    List<String> rows = to.rows("SELECT * FROM t ORDER BY id");
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(DponeException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(to.rows("SELECT * FROM t ORDER BY id")).isEqualTo(rows);
  }
}
