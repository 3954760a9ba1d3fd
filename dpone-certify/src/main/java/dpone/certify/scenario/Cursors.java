package dpone.certify.scenario;

import dpone.certify.kit.FixedStream;
import dpone.certify.kit.TestTable;
import dpone.spi.sink.LoadMode;
import java.util.Map;

/** Streams that are always read whole, held to their author's word. */
final class Cursors {
  private Cursors() {}

  /**
   * That increments do not concern a connector: each column of each stream is refused as a cursor.
   *
   * @throws Mismatch when one is taken
   */
  static Untried refusedByAll(Trial trial) throws Exception {
    for (FixedStream stream : trial.streams()) {
      OwnStream own = new OwnStream(stream, true);
      Trial reading = trial.reading(own);
      for (TestTable.Column column : stream.table().columns()) {
        Load load = reading.load(own.table("cursor"), own.plain(0, 2), LoadMode.INCREMENTAL_APPEND);
        RunResult run = load.with(Map.of("cursor", column.name())).tryRun();
        Mismatch.unless(
            !run.succeeded(),
            "its fixture names no cursor of "
                + stream.name()
                + ", and a run by "
                + column.name()
                + " succeeds");
        Mismatch.unless(
            !reading.route().sink().exists(load.target()),
            "a run by " + column.name() + " was refused and left a target");
      }
    }
    return Untried.notApplicable("it refuses every column of every stream as a cursor");
  }
}
