package dpone.certify.scenario;

import dpone.certify.kit.LiveStream;
import dpone.certify.kit.TestTable;
import dpone.spi.sink.LoadMode;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Streams of a live system that nobody can fill, read as they are into a partner. */
final class LiveReads {
  private LiveReads() {}

  static String all(Trial trial) throws Exception {
    long rows = 0;
    int increments = 0;
    for (LiveStream stream : trial.system().live()) {
      rows += whole(trial, stream);
      if (stream.goesOn() && trial.modes().contains(LoadMode.INCREMENTAL_APPEND)) {
        increment(trial, stream);
        increments++;
      }
    }
    Mismatch.unless(
        rows > 0, "none of " + trial.system().live().size() + " streams has a row to read");
    return rows
        + " rows of "
        + trial.system().live().size()
        + " streams came once in each of two runs, as many as the target then had; "
        + increments
        + " increments went on without doubling one";
  }

  /** The second run takes the place of the first. */
  private static long whole(Trial trial, LiveStream stream) throws Exception {
    Load load = load(trial, stream, LoadMode.FULL_REFRESH);
    long last = 0;
    for (int run = 1; run <= 2; run++) {
      last = counted(load, "full refresh " + run, 0);
    }
    return last;
  }

  /** What the second run brings comes to what the first one brought. */
  private static void increment(Trial trial, LiveStream stream) throws Exception {
    Load load = load(trial, stream, LoadMode.INCREMENTAL_APPEND);
    long first = counted(load, "increment 1", 0);
    counted(load, "increment 2", first);
  }

  /**
   * Runs a load and holds its target to what it said.
   *
   * @param before rows that the target keeps from before
   * @return the rows of this run
   */
  private static long counted(Load load, String run, long before) throws Exception {
    String when = load.stream() + ", " + run;
    RunResult result = load.tryRun();
    Mismatch.unless(result.succeeded(), when + " failed: " + result.message());
    long read = result.count("rowsRead") - result.count("rowsFiltered");
    long written = result.count("rowsWritten");
    Mismatch.unless(
        read == written && read >= 0,
        when + ": " + read + " rows were read and not left out, and " + written + " written");
    long found = load.found().size();
    Mismatch.unless(
        found == before + written,
        when + ": the target has " + found + " rows, expected " + (before + written));
    return written;
  }

  private static Load load(Trial trial, LiveStream stream, LoadMode mode) throws Exception {
    AsItIs unknown = new AsItIs(stream);
    Trial asked = trial.reading(new OwnStream(unknown, false));
    Schema schema = ColumnLoad.of(asked, unknown.table()).describe(stream.name(), "").schema();
    String name = "live_" + stream.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    TestTable table =
        new TestTable(
            name.substring(0, Math.min(name.length(), 35))
                + (mode == LoadMode.FULL_REFRESH ? "_whole" : "_on"),
            schema.fields().stream()
                .map(field -> new TestTable.Column(field.name(), field.type(), field.nullable()))
                .toList(),
            List.of());
    Trial known = trial.reading(new OwnStream(new AsItIs(stream, table), false));
    String target = known.route().sink().target("t_" + table.name());
    return new Load(known, table, stream.name(), target, mode, Map.of(), Map.of());
  }
}
