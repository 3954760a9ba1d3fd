package dpone.connector.bigquery.sqltests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Strategy;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the modes make of small tables. Every expression of a statement, its conditions, joins and
 * window functions, is evaluated by Google's reference engine; applying what a MERGE answers is the
 * double's own.
 */
@Tag("integration")
class EvaluatedModesTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("name", new DataType.Text(), true, "")),
          List.of("id"));
  private static final List<String> KEY = List.of("id");

  private final TestContext context = new TestContext();
  private Warehouse warehouse;
  private int loads;

  @BeforeEach
  void open() throws IOException {
    warehouse = new Warehouse();
  }

  @AfterEach
  void close() {
    warehouse.close();
    assertThat(context.reserved).hasValue(0);
  }

  /** A row of the stream. */
  private record Row(long id, @Nullable String name) {}

  private void load(Strategy strategy, Row... rows) {
    new OneLoad(warehouse, context, Map.of(), OneLoad.request(SCHEMA, strategy), 0)
        .run(
            new LoadId("%032x".formatted(++loads)),
            (batch, split) -> {
              // The second split has the rows of odd places.
              for (int i = split; i < rows.length; i += 2) {
                batch.longs(0).append(rows[i].id());
                text(batch, 1, rows[i].name());
                batch.endRow();
              }
            });
  }

  private static void text(ColumnBatch batch, int column, @Nullable String text) {
    if (text == null) {
      batch.bytes(column).appendNull();
    } else {
      batch.bytes(column).append(text);
    }
  }

  private List<String> target(String columns) {
    return warehouse
        .rows("SELECT " + columns + " FROM `acme.shop.orders` ORDER BY id, name")
        .stream()
        .map(row -> String.join("|", row))
        .toList();
  }

  private List<String> target() {
    return target("CAST(id AS STRING), name");
  }

  private static Strategy keyed(LoadMode mode, Map<String, String> parameters) {
    return new Strategy(mode, KEY, parameters);
  }

  @Test
  void aMergeChangesWhatDiffersAndAddsWhatIsNew() {
    Strategy merge = keyed(LoadMode.INCREMENTAL_MERGE, Map.of());
    load(merge, new Row(1, "a"), new Row(2, "b"), new Row(3, null));
    load(merge, new Row(2, null), new Row(3, "c"), new Row(4, "d"));
    assertThat(target()).containsExactly("1|a", "2|null", "3|c", "4|d");
    assertThatThrownBy(() -> load(merge, new Row(5, "x"), new Row(5, "y")))
        .hasMessageContaining("doubled");
    assertThat(target()).hasSize(4);
  }

  @Test
  void aSnapshotDeletesWhatIsGoneAndGuards() {
    Strategy snapshot = keyed(LoadMode.SNAPSHOT_DIFF, Map.of("max_delete_ratio", "0.5"));
    load(snapshot, new Row(1, "a"), new Row(2, "b"), new Row(3, "c"), new Row(4, "d"));
    load(snapshot, new Row(1, "a"), new Row(2, "B"), new Row(5, "e"));
    assertThat(target()).containsExactly("1|a", "2|B", "5|e");
    assertThatThrownBy(() -> load(snapshot, new Row(1, "a")))
        .hasMessageContaining("More rows would be deleted");
    assertThatThrownBy(() -> load(snapshot)).hasMessageContaining("no row");
    assertThat(target()).containsExactly("1|a", "2|B", "5|e");
  }

  @Test
  void aHistoryClosesWhatChangedAndOpensWhatIsNew() {
    Strategy scd2 = keyed(LoadMode.SCD2, Map.of("close_missing", "true"));
    load(scd2, new Row(1, "a"), new Row(2, "b"), new Row(3, "c"));
    load(scd2, new Row(1, "a"), new Row(2, "B"), new Row(4, "d"));
    String columns = "CAST(id AS STRING), name, CAST(is_current AS STRING)";
    List<String> once = List.of("1|a|true", "2|B|true", "2|b|false", "3|c|false", "4|d|true");
    assertThat(target(columns)).containsExactlyElementsOf(once);
    load(scd2, new Row(1, "a"), new Row(2, "B"), new Row(4, "d"));
    assertThat(target(columns)).as("nothing changed").containsExactlyElementsOf(once);
    assertThat(
            warehouse.rows(
                "SELECT 1 FROM `acme.shop.orders` AS o JOIN `acme.shop.orders` AS n USING (id) WHERE"
                    + " NOT o.is_current AND n.is_current AND o.valid_to = n.valid_from"))
        .as("one version begins when the other ends")
        .hasSize(1);
  }

  private static void change(
      ColumnBatch batch, ChangeKind kind, long sequence, Row row, boolean kept, long old) {
    batch.ints(0).append(kind.code());
    batch.longs(1).append(sequence);
    if (kept) {
      batch.bytes(2).append(new byte[] {2}, 0, 1);
    } else {
      batch.bytes(2).appendNull();
    }
    if (kind == ChangeKind.TRUNCATE) {
      batch.longs(3).appendNull();
    } else {
      batch.longs(3).append(row.id());
    }
    if (kept) {
      batch.bytes(4).appendUnchanged();
    } else {
      text(batch, 4, row.name());
    }
    if (old < 0) {
      batch.longs(5).appendNull();
    } else {
      batch.longs(5).append(old);
    }
    batch.endRow();
  }

  private void changes(OneLoad.Rows rows) {
    Schema schema = ChangeSchema.of(SCHEMA, KEY);
    Strategy strategy = new Strategy(LoadMode.CDC_APPLY, KEY, Map.of());
    new OneLoad(warehouse, context, Map.of(), OneLoad.request(schema, strategy), 0)
        .run(new LoadId("%032x".formatted(++loads)), rows);
  }

  @Test
  void ofChangesTheLastOfEachKeyCounts() {
    changes((batch, split) -> {
      if (split == 0) {
        change(batch, ChangeKind.INSERT, 1, new Row(1, "a"), false, -1);
        change(batch, ChangeKind.INSERT, 2, new Row(2, "b"), false, -1);
        change(batch, ChangeKind.UPDATE, 3, new Row(1, "A"), false, -1);
        change(batch, ChangeKind.INSERT, 4, new Row(3, "c"), false, -1);
        change(batch, ChangeKind.DELETE, 5, new Row(3, null), false, -1);
      }
    });
    assertThat(target()).containsExactly("1|A", "2|b");
    changes((batch, split) -> {
      if (split == 0) {
        // A cell that is not carried stays, a row may get another key, a deleted one come again.
        change(batch, ChangeKind.UPDATE, 6, new Row(1, null), true, -1);
        change(batch, ChangeKind.UPDATE, 7, new Row(9, "moved"), false, 2);
        change(batch, ChangeKind.INSERT, 8, new Row(3, "again"), false, -1);
      }
    });
    assertThat(target()).containsExactly("1|A", "3|again", "9|moved");
    changes((batch, split) -> {
      if (split == 0) {
        change(batch, ChangeKind.INSERT, 9, new Row(4, "gone"), false, -1);
        change(batch, ChangeKind.TRUNCATE, 10, new Row(0, null), false, -1);
        change(batch, ChangeKind.INSERT, 11, new Row(5, "after"), false, -1);
      }
    });
    assertThat(target()).containsExactly("5|after");
  }
}
