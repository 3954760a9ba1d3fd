package dpone.connector.postgres;

import static dpone.connector.postgres.testing.Changes.SAME;
import static dpone.connector.postgres.testing.Changes.SAME_NUMBER;
import static dpone.spi.cdc.ChangeKind.DELETE;
import static dpone.spi.cdc.ChangeKind.INSERT;
import static dpone.spi.cdc.ChangeKind.TRUNCATE;
import static dpone.spi.cdc.ChangeKind.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Changes;
import dpone.connector.postgres.testing.Changes.Change;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.SchemaEvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class ApplyChangesTest {
  private static final String KEYED = "CREATE TABLE landing.t (id int PRIMARY KEY, v text, w int)";
  private static final String UNKEYED = "CREATE TABLE landing.t (id int, v text, w int)";
  private static final String UNIQUE =
      "CREATE TABLE landing.t (id int PRIMARY KEY, v text, w int UNIQUE)";
  private static final String PARTITIONED =
      "CREATE TABLE landing.t (id int PRIMARY KEY, v text, w int) PARTITION BY HASH (id);"
          + " CREATE TABLE landing.t0 PARTITION OF landing.t FOR VALUES WITH (MODULUS 2, REMAINDER"
          + " 0); CREATE TABLE landing.t1 PARTITION OF landing.t FOR VALUES WITH (MODULUS 2,"
          + " REMAINDER 1)";
  private static final String CAST =
      "CREATE TABLE landing.t (id bigint PRIMARY KEY, v text, w int)";
  private static Database to;

  @BeforeAll
  static void server() {
    to = PostgresTestServer.get().database("apply_changes");
  }

  @BeforeEach
  void emptyTarget() {
    to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing");
  }

  private static Change insert(int id, String v, Integer w) {
    return new Change(INSERT, id, null, v, w);
  }

  private static Change update(int id, String v, Integer w) {
    return new Change(UPDATE, id, null, v, w);
  }

  private static Change move(int old, int id, String v, Integer w) {
    return new Change(UPDATE, id, old, v, w);
  }

  private static Change delete(int id) {
    return new Change(DELETE, id, null, null, null);
  }

  private static Change truncate() {
    return new Change(TRUNCATE, null, null, null, null);
  }

  private static List<String> rows() {
    return to.psql("SELECT * FROM landing.t");
  }

  @Test
  void theLastChangeOfAKeyDecides() {
    Changes changes = new Changes(to).apply(List.of(insert(1, "a", 1), insert(2, "b", 2)));
    assertThat(changes.receipt.inserted()).containsEntry("public.t", 2L);
    changes.apply(
        List.of(update(1, "c", 1), update(1, "d", 3), delete(2), insert(2, "e", 4), delete(3)));
    assertThat(rows()).containsExactlyInAnyOrder("1|d|3", "2|e|4");
    assertThat(changes.receipt.updated()).containsEntry("public.t", 2L);
    assertThat(changes.receipt.deleted()).containsEntry("public.t", 0L);
  }

  @Test
  void cellsThatAChangeDoesNotCarryKeepTheirValueAlsoThatOfAnEarlierChange() {
    to.run(KEYED, "INSERT INTO landing.t VALUES (1, 'toast', 1), (2, 'toast', 2)");
    new Changes(to)
        .apply(
            List.of(
                update(1, SAME, 10),
                update(2, "new", 20),
                update(2, SAME, 21),
                insert(3, "x", 30),
                update(3, "y", SAME_NUMBER),
                update(3, SAME, 31)));
    assertThat(rows()).containsExactlyInAnyOrder("1|toast|10", "2|new|21", "3|y|31");
  }

  @Test
  void aPartialChangeOfARowThatIsNotThereIsRefusedAndNothingChanges() {
    to.run(KEYED, "INSERT INTO landing.t VALUES (1, 'a', 1)");
    assertThatThrownBy(() -> new Changes(to).apply(List.of(update(1, "b", 1), update(7, SAME, 10))))
        .isInstanceOf(DponeException.class)
        .hasMessageContaining("lacks the row with the key (7)");
    assertThat(rows()).containsExactlyInAnyOrder("1|a|1");
  }

  @Test
  void aTruncateEmptiesTheTargetAndWhatComesAfterItCounts() {
    to.run(KEYED, "INSERT INTO landing.t VALUES (1, 'a', 1), (2, 'b', 2)");
    new Changes(to).apply(List.of(update(1, "x", 1), truncate(), insert(3, "c", 3)));
    assertThat(rows()).containsExactlyInAnyOrder("3|c|3");
    new Changes(to).apply(List.of(truncate()));
    assertThat(rows()).isEmpty();
  }

  @Test
  void aChangedKeyMovesItsRow() {
    to.run(KEYED, "INSERT INTO landing.t VALUES (1, 'a', 1), (2, 'b', 2)");
    new Changes(to).apply(List.of(move(1, 5, "a", 1), insert(1, "new", 9)));
    assertThat(rows()).containsExactlyInAnyOrder("1|new|9", "2|b|2", "5|a|1");
    Changes partial = new Changes(to).apply(List.of(move(5, 6, SAME, 7), move(6, 7, SAME, 8)));
    assertThat(rows()).containsExactlyInAnyOrder("1|new|9", "2|b|2", "7|a|8");
    assertThat(partial.receipt.notes()).anyMatch(n -> n.contains("one by one"));
  }

  @Test
  void changesThatCollideOnlyTogetherAreAppliedOneByOne() {
    to.run(UNIQUE, "INSERT INTO landing.t VALUES (1, 'a', 1), (2, 'b', 2)");
    new Changes(to).apply(List.of(update(1, "a", 0), update(2, "b", 1), update(1, "a", 2)));
    assertThat(rows()).containsExactlyInAnyOrder("1|a|2", "2|b|1");
  }

  @Test
  void anEmptyLoadChangesNothing() {
    to.run(KEYED, "INSERT INTO landing.t VALUES (1, 'a', 1)");
    new Changes(to).apply(List.of());
    assertThat(rows()).containsExactlyInAnyOrder("1|a|1");
  }

  @Test
  void aChangeWithoutAKeyIsRefused() {
    to.run(KEYED);
    assertThatThrownBy(() -> new Changes(to).apply(List.of(new Change(INSERT, null, null, "a", 1))))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_NULL_KEY"));
  }

  @Test
  void rejectedChangesWouldLeaveTheTargetWrongSoDiscardIsRefused() {
    Changes changes = new Changes(to);
    changes.evolution =
        new SchemaEvolution(DriftPolicy.EVOLVE, DriftPolicy.DISCARD, DriftPolicy.FAIL);
    assertThatThrownBy(() -> changes.apply(List.of()))
        .isInstanceOf(DponeException.class)
        .hasMessageContaining("discard");
  }

  @Test
  void committingAgainChangesNothing() {
    to.run(KEYED, "INSERT INTO landing.t VALUES (1, 'a', 1)");
    Changes changes = new Changes(to).apply(List.of(update(1, "b", 2), insert(2, "c", 3)));
    to.run("UPDATE landing.t SET v = 'by hand'");
    try (var sink = changes.sink();
        var committer = sink.committer(changes.request())) {
      assertThat(committer.commit(changes.message, Optional.empty())).isEqualTo(changes.receipt);
    }
    assertThat(rows()).containsExactlyInAnyOrder("1|by hand|2", "2|by hand|3");
  }

  @ParameterizedTest
  @ValueSource(strings = {KEYED, UNKEYED, UNIQUE, PARTITIONED, CAST})
  void anyOrderOfChangesGivesTheRowsOfTheSource(String target) {
    for (int seed = 0; seed < 12; seed++) {
      to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing", target);
      Random random = new Random(seed);
      Map<Integer, Object[]> source = new TreeMap<>();
      for (int load = 0; load < 4; load++) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          change(random, source, changes, seed % 3 == 0);
        }
        new Changes(to).apply(changes);
        List<String> expected = new ArrayList<>();
        source.forEach(
            (id, cells) -> expected.add(id + "|" + text(cells[0]) + "|" + text(cells[1])));
        assertThat(rows())
            .as("seed %s load %s", seed, load)
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  private static String text(Object cell) {
    return cell == null ? "NULL" : cell.toString();
  }

  /** Makes one more change at the model of the source. Numbers are unique, as one target asks. */
  private static void change(
      Random random, Map<Integer, Object[]> source, List<Change> changes, boolean movesInPart) {
    int id = random.nextInt(12);
    String v = random.nextInt(5) == 0 ? null : "v" + random.nextInt(1000);
    Integer w = random.nextInt(200);
    boolean taken = false;
    for (Map.Entry<Integer, Object[]> row : source.entrySet()) {
      taken |= row.getKey() != id && w.equals(row.getValue()[1]);
    }
    w = taken ? null : w;
    Object[] row = source.get(id);
    if (random.nextInt(80) == 0) {
      source.clear();
      changes.add(truncate());
    } else if (row == null) {
      source.put(id, new Object[] {v, w});
      changes.add(insert(id, v, w));
    } else if (random.nextInt(4) == 0) {
      source.remove(id);
      changes.add(delete(id));
    } else if (random.nextInt(6) == 0 && !source.containsKey(id + 20)) {
      boolean inPart = movesInPart && random.nextBoolean();
      source.remove(id);
      source.put(id + 20, new Object[] {inPart ? row[0] : v, w});
      changes.add(move(id, id + 20, inPart ? SAME : v, w));
    } else {
      boolean sameV = random.nextInt(3) == 0;
      boolean sameW = random.nextInt(3) == 0;
      source.put(id, new Object[] {sameV ? row[0] : v, sameW ? row[1] : w});
      changes.add(update(id, sameV ? SAME : v, sameW ? SAME_NUMBER : w));
    }
  }
}
