package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.WireChunk;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which transactions count, and how far they were delivered. */
@Tag("unit")
class TransactionsTest {
  private static final long START = 1000;
  private static final int OLD = 1;

  /** Its snapshot was taken later than that of the other one. */
  private static final int ADDED = 2;

  private static final long ADDED_FROM = 2000;

  @TempDir Path folder;
  private final TestContext context = new TestContext();
  private final StreamRows old = rows("old", OLD);
  private final StreamRows added = rows("added", ADDED);
  private @Nullable String difference;
  private @Nullable Transactions opened;

  private StreamRows rows(String name, int oid) {
    ColumnInfo id =
        new ColumnInfo("id", PgType.builtin("integer", "int4"), true, false, false, false);
    Relation relation =
        new Relation(
            new TableName("public", name), oid, 'r', false, 0, 0, List.of(id), List.of("id"));
    CapturedTable table =
        new CapturedTable(name, relation, List.of(), List.of(id), List.of("id"), List.of());
    return new StreamRows(table, table.wireFormat(), context);
  }

  private Transactions transactions() {
    WalPosition start =
        new WalPosition(
            START,
            "slot",
            "publication",
            "1",
            1,
            "db",
            Map.of(
                "old", new WalPosition.Stream(OLD, 500, List.of()),
                "added", new WalPosition.Stream(ADDED, ADDED_FROM, List.of())));
    opened =
        new Transactions(
            start,
            Map.of(OLD, old, ADDED, added),
            (rows, relation) -> {
              rows.layout(new int[] {0}, new CellWidening[1]);
              return difference;
            },
            () -> folder,
            "the end");
    opened.take(Log.relation(OLD));
    opened.take(Log.relation(ADDED));
    return opened;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
    assertThat(context.reserved).hasValue(0);
  }

  private static void take(Transactions transactions, PumpItem... items) {
    for (PumpItem item : items) {
      transactions.take(item);
      while (transactions.isReplaying()) {
        transactions.replay();
      }
    }
  }

  private static PumpItem[] transaction(long commit, PumpItem... changes) {
    List<PumpItem> all = new ArrayList<>(List.of(Log.begin(commit)));
    all.addAll(List.of(changes));
    all.add(Log.commit(commit, commit + 8));
    return all.toArray(PumpItem[]::new);
  }

  /** The ids that were delivered since the last call. */
  private static List<Integer> ids(StreamRows rows) {
    List<Integer> ids = new ArrayList<>();
    for (Chunk chunk = rows.next(); chunk != null; chunk = rows.next()) {
      TableCopy.changes((WireChunk) chunk, 1)
          .forEach(c -> ids.add(Integer.parseInt(c.cells().get(0), 16)));
      chunk.close();
    }
    return ids;
  }

  /** The server may send again what lies before the place that was stored. */
  @Test
  void whatCommittedBeforeThePositionIsLeftOut() {
    Transactions log = transactions();
    take(log, transaction(START - 100, Log.insert(OLD, 1)));
    assertThat(log.boundary()).as("it does not go back").isEqualTo(START);
    take(log, transaction(START - 1, Log.insert(OLD, 1), Log.truncate(OLD)));
    assertThat(log.taken()).isZero();
    assertThat(ids(old)).isEmpty();
    take(log, transaction(START, Log.insert(OLD, 2)));
    take(log, transaction(START + 1, Log.insert(OLD, 3)));
    assertThat(log.taken()).isEqualTo(2);
    assertThat(ids(old)).containsExactly(2, 3);
    assertThat(log.boundary()).isEqualTo(START + 9);
  }

  @Test
  void soAreThoseThatWereReceivedWhileTheyRan() {
    Transactions log = transactions();
    take(
        log,
        Log.streamStart(5),
        Log.streamedInsert(5, OLD, 1),
        Log.streamStop(),
        Log.streamCommit(5, START - 1, START));
    assertThat(ids(old)).isEmpty();
    take(
        log,
        Log.streamStart(6),
        Log.streamedInsert(6, OLD, 2),
        Log.streamStop(),
        Log.streamCommit(6, START, START + 8));
    assertThat(ids(old)).containsExactly(2);
    assertThat(log.boundary()).isEqualTo(START + 8);
  }

  @Test
  void aStreamThatWasAddedLaterBeginsWhereItsSnapshotEnds() {
    Transactions log = transactions();
    take(log, transaction(ADDED_FROM - 1, Log.insert(OLD, 1), Log.insert(ADDED, 1)));
    take(log, transaction(ADDED_FROM, Log.insert(OLD, 2), Log.insert(ADDED, 2)));
    take(log, transaction(ADDED_FROM + 1, Log.truncate(OLD, ADDED), Log.insert(99, 3)));
    assertThat(log.taken()).as("1, 2 and 2, two truncations").isEqualTo(5);
    assertThat(old.takeCounted()).isEqualTo(3);
    assertThat(added.takeCounted()).isEqualTo(2);
  }

  @Test
  void theBoundaryMovesBetweenTransactionsOnlyAndNeverBack() {
    Transactions log = transactions();
    assertThat(log.boundary()).isEqualTo(START);
    take(log, PumpItem.progress(START + 50));
    assertThat(log.boundary()).isEqualTo(START + 50);
    take(log, Log.begin(START + 100), Log.insert(OLD, 1));
    assertThat(log.isOpen()).isTrue();
    take(log, PumpItem.progress(START + 500), Log.text(START + 400, "other", "x"));
    assertThat(log.boundary()).as("a transaction is open").isEqualTo(START + 50);
    take(log, Log.commit(START + 100, START + 120));
    assertThat(log.isOpen()).isFalse();
    assertThat(log.boundary()).isEqualTo(START + 120);
    take(log, PumpItem.progress(START + 60), Log.text(START + 70, "other", "x"));
    assertThat(log.boundary()).isEqualTo(START + 120);
    take(log, Log.text(START + 200, "other", "x"));
    assertThat(log.boundary()).isEqualTo(START + 200);
  }

  /** Parts of it lie before what others have committed since; it counts from its commit. */
  @Test
  void aTransactionThatIsReceivedInPartsComesWholeAtItsCommit() throws IOException {
    Transactions log = transactions();
    take(
        log,
        Log.streamStart(5),
        Log.streamedInsert(5, OLD, 1),
        Log.streamedInsert(51, OLD, 2),
        Log.streamStop());
    take(log, transaction(START + 10, Log.insert(OLD, 100)));
    take(
        log,
        Log.streamAbort(5, 51),
        Log.streamStart(5),
        Log.streamedInsert(5, OLD, 3),
        Log.streamStop());
    take(
        log,
        Log.streamStart(6),
        Log.streamedInsert(6, OLD, 4),
        Log.streamStop(),
        Log.streamAbort(6, 6));
    assertThat(ids(old)).containsExactly(100);
    assertThat(log.boundary()).isEqualTo(START + 18);
    log.take(Log.streamCommit(5, START + 90, START + 98));
    assertThat(log.isOpen()).isTrue();
    assertThat(log.boundary()).as("not delivered yet").isEqualTo(START + 18);
    while (log.isReplaying()) {
      log.replay();
    }
    assertThat(log.isOpen()).isFalse();
    assertThat(log.boundary()).isEqualTo(START + 98);
    assertThat(ids(old)).containsExactly(1, 3);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("files of transactions that are over").isEmpty();
    }
  }

  @Test
  void onlyItsOwnMarkerEndsABoundedRead() {
    Transactions log = transactions();
    take(log, Log.text(START + 1, "dpone", "heartbeat"), Log.text(START + 2, "other", "the end"));
    assertThat(log.isMarkerSeen()).isFalse();
    take(log, Log.text(START + 3, "dpone", "the end"));
    assertThat(log.isMarkerSeen()).isTrue();
    assertThat(log.boundary()).isEqualTo(START + 3);
  }

  @Test
  void nothingIsDeliveredAfterADifferenceOfColumns() {
    Transactions log = transactions();
    take(log, transaction(START + 1, Log.insert(OLD, 1)));
    difference = "column v is new";
    take(log, Log.begin(START + 20), Log.relation(OLD), Log.insert(OLD, 2), Log.insert(ADDED, 3));
    assertThat(log.difference()).isEqualTo(new Transactions.Difference("old", "column v is new"));
    assertThat(log.taken()).isEqualTo(1);
    assertThat(ids(old)).containsExactly(1);
    difference = null;
    take(log, Log.relation(OLD), Log.insert(OLD, 4));
    assertThat(log.difference()).as("the first one stays").isNotNull();
    assertThat(ids(old)).isEmpty();
  }
}
