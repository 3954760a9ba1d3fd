package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
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

/** Changes of every kind leave the target as applying them one by one would. */
@Tag("integration")
class SinkChangesTest {
  private static SinkServer.Database to;
  private final TreeMap<Long, Object[]> model = new TreeMap<>();
  private SinkMove move;
  private long sequence;

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("changes");
  }

  @BeforeEach
  void clean() {
    to.run(
        "DROP TABLE IF EXISTS t SYNC",
        "CREATE TABLE t (id Int64, a Nullable(String), b String) ENGINE = MergeTree ORDER BY id");
    begin();
  }

  private void begin() {
    move = new SinkMove(to);
    move.mode = LoadMode.CDC_APPLY;
    move.key = List.of("id");
    move.schema =
        ChangeSchema.of(
            new Schema(
                List.of(
                    new Field("id", new DataType.Int(64), false, ""),
                    new Field("a", new DataType.Text(), true, ""),
                    new Field("b", new DataType.Text(), false, "")),
                List.of("id")),
            List.of("id"));
  }

  private void insert(long id, String a, String b) {
    model.put(id, new Object[] {a, b});
    move.row(0, sequence++, null, id, a, b, null);
  }

  private void update(long id, Long old, String a, String b, boolean carriesA) {
    Object[] was = model.remove(old == null ? id : old);
    model.put(id, new Object[] {carriesA ? was[0] : a, b});
    move.row(1, sequence++, carriesA ? new byte[] {2} : null, id, carriesA ? null : a, b, old);
  }

  private void delete(long id) {
    model.remove(id);
    move.row(2, sequence++, null, id, null, null, null);
  }

  private void truncate() {
    model.clear();
    move.row(3, sequence++, null, null, null, null, null);
  }

  private void apply() {
    move.run();
    List<String> expected = new ArrayList<>();
    model.forEach((id, cells) ->
        expected.add(id + "\t" + (cells[0] == null ? "\\N" : cells[0]) + "\t" + cells[1]));
    assertThat(to.rows("SELECT id, a, b FROM t ORDER BY id")).isEqualTo(expected);
    begin();
  }

  @Test
  void everyKind() {
    insert(1, "a", "b");
    insert(2, null, "b");
    insert(3, "c", "c");
    apply();
    update(1, null, null, "x", true);
    update(2, null, "y", "y", false);
    delete(3);
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

  @Test
  void anyOrder() {
    Random random = new Random(7);
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
  void refusesAChangeOfARowThatIsNotThere() {
    move.row(1, 5L, new byte[] {2}, 1L, null, "b", null);
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_CHANGES_UNFIT"));
    assertThat(to.value("SELECT count() FROM t")).isEqualTo("0");
  }
}
