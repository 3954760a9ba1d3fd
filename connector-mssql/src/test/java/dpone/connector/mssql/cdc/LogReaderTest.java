package dpone.connector.mssql.cdc;

import static dpone.connector.mssql.cdc.RecordedLog.lsn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.cdc.ChangeEvent;
import dpone.spi.error.DponeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes out of recorded change tables. */
@Tag("unit")
class LogReaderTest {
  private final RecordedLog log = new RecordedLog();
  private final Reading reading = new Reading(log);

  private void oneTable() {
    log.instance("dbo_t", "dbo.t", 5, "id", "name");
    reading.stream("dbo.t");
  }

  private static void fails(Runnable read, String code) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("MSSQL_" + code));
  }

  @Test
  void everyKindOfChangeInTheOrderOfCommits() {
    oneTable();
    log.insert("dbo_t", 10, 1, 1, "a")
        .insert("dbo_t", 10, 2, 2, "b")
        .update("dbo_t", 11, 1, List.of(1, "a"), List.of(1, "c"))
        .update("dbo_t", 12, 1, List.of(2, "b"), List.of(3, "b"))
        .delete("dbo_t", 13, 1, 1, "c");
    reading.read(5);
    assertThat(reading.rows)
        .containsExactly(
            "dbo.t INSERT 1 a -",
            "dbo.t INSERT 2 b -",
            "dbo.t UPDATE 1 c -",
            "dbo.t UPDATE 3 b 2",
            "dbo.t DELETE 1 - -");
    assertThat(reading.events).last().isEqualTo("reached 13");
    assertThat(reading.counted).isEqualTo(5);
    assertThat(reading.complete).isTrue();
    assertThat(reading.context.reserved).hasValue(0);
    assertThat(log.closed).isTrue();
  }

  @Test
  void aLargeValueThatAnUpdateLeavesOutIsNotSetToNull() {
    oneTable();
    log.add("dbo_t", 10, 1, ChangePoint.BEFORE, Set.of(), 1, null)
        .add("dbo_t", 10, 1, ChangePoint.AFTER, Set.of(), 1, null)
        .update("dbo_t", 11, 1, List.of(1, "a"), Arrays.asList(1, null));
    assertThat(reading.read(5).rows).containsExactly("dbo.t UPDATE 1 = -", "dbo.t UPDATE 1 - -");
  }

  @Test
  void tablesAreMergedInTheOrderOfTheLog() {
    log.instance("dbo_t", "dbo.t", 5, "id", "name");
    log.instance("dbo_u", "dbo.u", 5, "id", "name");
    log.instance("dbo_v", "dbo.v", 5, "id", "name");
    reading.stream("dbo.t").stream("dbo.u").stream("dbo.v");
    log.insert("dbo_v", 10, 1, 1, "a")
        .insert("dbo_u", 10, 2, 1, "a")
        .insert("dbo_t", 10, 3, 1, "a")
        .insert("dbo_v", 10, 4, 2, "b");
    int[] most = {0};
    try (LogReader reader =
        new LogReader(
            reading.context, log, reading.streams, reading.from(ChangePoint.end(lsn(5))), true)) {
      while (!reader.complete()) {
        ChangeEvent event = reader.next(Duration.ZERO).orElseThrow();
        most[0] = Math.max(most[0], reading.context.reserved.get());
        reading.take(event, reader);
      }
    }
    assertThat(reading.rows)
        .hasSize(4)
        .containsOnlyOnce("dbo.v INSERT 2 b -", "dbo.t INSERT 1 a -");
    // No batch of a third stream is begun before one of the others was handed on.
    assertThat(most[0]).isEqualTo(2);
    assertThat(reading.events).last().isEqualTo("reached 10");
  }

  /** Positions within a transaction: the tail of it is neither lost nor read twice. */
  @Test
  void readingGoesOnInsideOfATransaction() {
    oneTable();
    log.insert("dbo_t", 10, 1, 1, "a")
        .update("dbo_t", 10, 2, List.of(1, "a"), List.of(2, "a"))
        .insert("dbo_t", 10, 3, 9, "z")
        .delete("dbo_t", 10, 4, 9, "z")
        .insert("dbo_t", 11, 1, 3, "c");
    List<String> all = new Reading(log).stream("dbo.t").read(5).rows;
    assertThat(all).hasSize(5);
    List<RecordedLog.Change> changes = log.rows.get("dbo_t");
    int seen = 0;
    for (RecordedLog.Change change : changes) {
      // Stopped between the images of an update, it is read as a whole again.
      seen += change.point().operation() == ChangePoint.BEFORE ? 0 : 1;
      LogPosition stored =
          LogPosition.decode(reading.from(change.point()).encode(), LogPosition.CDC);
      assertThat(new Reading(log).stream("dbo.t").read(stored).rows)
          .as("after %s", change.point())
          .isEqualTo(all.subList(seen, all.size()));
    }
  }

  /** A stream that joined later: what its own snapshot holds is not delivered again. */
  @Test
  void aStreamThatJoinedIsReadFromItsOwnSnapshotOn() {
    log.instance("dbo_t", "dbo.t", 5, "id", "name");
    log.instance("dbo_u", "dbo.u", 20, "id", "name");
    reading.stream("dbo.t").stream("dbo.u");
    reading.covered.put(
        "dbo.u", LogPosition.Stream.of(log.instances.get("dbo.u").getFirst(), lsn(25)));
    log.insert("dbo_t", 10, 1, 1, "a")
        .insert("dbo_u", 25, 1, 1, "in")
        .insert("dbo_u", 26, 1, 2, "out")
        .insert("dbo_t", 27, 1, 2, "b");
    assertThat(reading.read(5).rows)
        .containsExactlyInAnyOrder(
            "dbo.t INSERT 1 a -", "dbo.u INSERT 2 out -", "dbo.t INSERT 2 b -");
    log.last = lsn(24);
    log.rows.get("dbo_t").removeLast();
    assertThat(new Reading(log).stream("dbo.t").read(5).rows).hasSize(1);
  }

  @Test
  void anIdleLogMovesThePosition() {
    oneTable();
    log.insert("dbo_t", 10, 1, 1, "a");
    log.last = lsn(500);
    assertThat(reading.read(10).events).containsExactly("reached 500");
    assertThat(reading.counted).isZero();
    assertThat(reading.read(LogPosition.decode(reading.reached, LogPosition.CDC)).events)
        .containsExactly("reached 500", "reached 500");
  }

  @Test
  void whatWasCleanedUpIsAnErrorAndNotAGap() {
    oneTable();
    log.insert("dbo_t", 10, 1, 1, "a").insert("dbo_t", 20, 1, 2, "b");
    log.oldest.put("dbo_t", lsn(15));
    fails(() -> reading.read(9), "LOG_POSITION_LOST");
    // The very next change is still there.
    log.oldest.put("dbo_t", lsn(9).next());
    assertThat(reading.read(9).rows).hasSize(2);
    // Clean-up comes while the table is read.
    log.oldest.put("dbo_t", lsn(5));
    log.afterRead = () -> log.oldest.put("dbo_t", lsn(15));
    Reading late = new Reading(log).stream("dbo.t");
    fails(() -> late.read(9), "LOG_POSITION_LOST");
    assertThat(late.events).isEmpty();
    assertThat(late.context.reserved).hasValue(0);
  }

  @Test
  void aLogThatEndsBeforeThePositionIsAnotherOne() {
    oneTable();
    log.insert("dbo_t", 10, 1, 1, "a");
    fails(() -> reading.read(11), "LOG_POSITION_LOST");
  }

  @Test
  void aTableThatIsNotRecordedNamesTheStatements() {
    oneTable();
    log.last = lsn(10);
    log.instances.clear();
    assertThatThrownBy(() -> reading.read(10))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("MSSQL_CDC_DISABLED");
              assertThat(e.remedy()).contains("EXEC setup dbo.t;");
            });
  }

  @Test
  void anotherTableOfTheNameIsAnError() {
    oneTable();
    log.last = lsn(40);
    log.instances.put(
        "dbo.t",
        List.of(new CaptureInstance("dbo_t", "dbo.t", 77, 78, lsn(5), List.of("id", "name"))));
    fails(() -> reading.read(20), "CDC_INSTANCE_CHANGED");
  }

  /**
   * While a table has two instances, every change is read once, and the columns change where the
   * newer one begins.
   */
  @Test
  void oneInstanceGivesWayToAnother() {
    oneTable();
    log.instance("dbo_t2", "dbo.t", 20, "id", "name", "more");
    log.insert("dbo_t", 10, 1, 1, "a")
        .insert("dbo_t", 20, 1, 2, "b")
        .insert("dbo_t2", 20, 1, 2, "b", "m")
        .insert("dbo_t", 21, 1, 3, "c")
        .insert("dbo_t2", 21, 1, 3, "c", "m");
    reading.read(5);
    assertThat(reading.rows).containsExactly("dbo.t INSERT 1 a -");
    assertThat(reading.events)
        .hasSize(3)
        .last()
        .asString()
        .startsWith("changed dbo.t: the capture instance dbo_t2");
    assertThat(reading.complete).isFalse();
    LogPosition boundary = LogPosition.decode(reading.reached, LogPosition.CDC);
    assertThat(boundary.point().needed()).isEqualTo(lsn(20));
    Reading on = new Reading(log).stream("dbo.t", "id", "name", "more").read(boundary);
    assertThat(on.rows).containsExactly("dbo.t INSERT 2 b m -", "dbo.t INSERT 3 c m -");
    assertThat(on.complete).isTrue();
    // The older one may be disabled from now on.
    log.instances.get("dbo.t").removeFirst();
    log.insert("dbo_t2", 22, 1, 4, "d", "m");
    assertThat(
            new Reading(log)
                .stream("dbo.t", "id", "name", "more")
                    .read(LogPosition.decode(on.reached, LogPosition.CDC))
                    .rows)
        .containsExactly("dbo.t INSERT 4 d m -");
  }

  /** Where an instance begins is no mark of it, and says nothing of its age. */
  @Test
  void cleanUpMovesWhereInstancesBeginAndTakesNothingFromWhoIsInTime() {
    oneTable();
    log.instance("a_second", "dbo.t", 30, "id", "name", "more");
    log.insert("dbo_t", 20, 1, 1, "a")
        .insert("dbo_t", 31, 1, 2, "b")
        .insert("a_second", 31, 1, 2, "b", "m");
    log.cleanUp("dbo_t", 15);
    assertThat(reading.read(16).rows).containsExactly("dbo.t INSERT 1 a -");
    LogPosition boundary = LogPosition.decode(reading.reached, LogPosition.CDC);
    log.cleanUp("dbo_t", 31);
    log.cleanUp("a_second", 30);
    Reading on = new Reading(log).stream("dbo.t", "id", "name", "more").read(boundary);
    assertThat(on.rows).containsExactly("dbo.t INSERT 2 b m -");
  }

  @Test
  void whatCleanUpHasPassedIsLostWhicheverInstanceHeldIt() {
    oneTable();
    log.insert("dbo_t", 20, 1, 1, "a").insert("dbo_t", 21, 1, 2, "b");
    log.cleanUp("dbo_t", 21);
    fails(() -> reading.read(16), "LOG_POSITION_LOST");
  }

  /** A plan that was made with the newer instance in view has its columns already. */
  @Test
  void columnsThatWereDescribedAreNoSurprise() {
    oneTable();
    log.instance("dbo_t2", "dbo.t", 20, "id", "name", "more");
    log.insert("dbo_t", 19, 1, 1, "a")
        .insert("dbo_t", 20, 1, 2, "b")
        .insert("dbo_t2", 20, 1, 2, "b", "m");
    Reading planned = new Reading(log).stream("dbo.t", "id", "name", "more").read(5);
    assertThat(planned.rows).containsExactly("dbo.t INSERT 1 a - -", "dbo.t INSERT 2 b m -");
    assertThat(planned.complete).isTrue();
  }

  @Test
  void anInstanceOfTheSameColumnsTakesOverWithoutAWord() {
    oneTable();
    log.instance("dbo_t2", "dbo.t", 20, "id", "name");
    log.insert("dbo_t", 19, 1, 1, "a")
        .insert("dbo_t", 20, 1, 2, "b")
        .insert("dbo_t2", 20, 1, 2, "b");
    assertThat(reading.read(5).rows).containsExactly("dbo.t INSERT 1 a -", "dbo.t INSERT 2 b -");
    assertThat(reading.complete).isTrue();
  }

  @Test
  void anUpdateOfOneImageIsADefectOfTheLog() {
    oneTable();
    log.add("dbo_t", 10, 1, ChangePoint.BEFORE, Set.of(), 1, "a").insert("dbo_t", 11, 1, 2, "b");
    fails(() -> reading.read(5), "SERVER_ERROR");
    assertThat(reading.context.reserved).hasValue(0);
  }

  @Test
  void anUnboundedReaderWaitsAndIsUnblockedByItsEnd() throws InterruptedException {
    oneTable();
    log.insert("dbo_t", 10, 1, 1, "a");
    LogReader reader =
        new LogReader(
            reading.context, log, reading.streams, reading.from(ChangePoint.end(lsn(10))), false);
    assertThat(reader.next(Duration.ofMillis(20))).isEmpty();
    log.insert("dbo_t", 11, 1, 2, "b");
    reading.take(reader.next(Duration.ofSeconds(30)).orElseThrow(), reader);
    assertThat(reading.rows).containsExactly("dbo.t INSERT 2 b -");
    reading.take(reader.next(Duration.ofSeconds(30)).orElseThrow(), reader);
    assertThat(reader.complete()).isFalse();
    Thread waiting =
        Thread.ofVirtual().start(() -> assertThat(reader.next(Duration.ofHours(1))).isEmpty());
    reader.close();
    reader.close();
    waiting.join();
    assertThat(reading.context.reserved).hasValue(0);
  }
}
