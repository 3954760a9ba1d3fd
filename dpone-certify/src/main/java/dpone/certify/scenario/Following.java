package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.runtime.change.ChangeStreamAdmin;
import dpone.spi.Role;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pipeline that follows the changes of a table, and the rows that the table has. */
final class Following implements AutoCloseable {
  private static final String UNSUPPORTED = "UNSUPPORTED";
  private static final int DELETED = 2;
  private static final int INSERTED = 3;

  private final Trial trial;
  private final Load load;
  private final List<TestRow> rows;
  private int round;

  Following(Trial trial, String name, int rows) throws Exception {
    this.trial = trial;
    this.rows = new ArrayList<>(Samples.plain(1, rows + 1));
    this.load = trial.load(Samples.table(name), this.rows, LoadMode.CDC_APPLY);
  }

  /** Whether the connector declares both ends of it. */
  static boolean isDeclared(Trial trial) {
    return trial.descriptor().roles().contains(Role.CDC)
        && trial.modes().contains(LoadMode.CDC_APPLY);
  }

  Load load() {
    return load;
  }

  List<TestRow> rows() {
    return rows;
  }

  /** Updates, deletes and adds some rows; returns how many changes those are. */
  int change() throws Exception {
    round++;
    List<TestRow> changed = new ArrayList<>();
    for (int i = round; i < rows.size(); i += 7) {
      TestRow row =
          Samples.cursor(Samples.renamed(rows.get(i), "round " + round), 10_000L * round + i);
      rows.set(i, row);
      changed.add(row);
    }
    load.update(changed);
    List<TestRow> deleted = List.copyOf(rows.subList(0, DELETED));
    load.delete(deleted);
    rows.removeAll(deleted);
    int first = 100_000 * round;
    List<TestRow> added = Samples.plain(first, first + INSERTED);
    load.insert(added);
    rows.addAll(added);
    return changed.size() + deleted.size() + added.size();
  }

  /** Has the source keep nothing more for it. */
  @Override
  public void close() throws IOException {
    drop(trial, load.manifest());
  }

  /** Has the source keep nothing more for a pipeline, if it keeps anything. */
  static void drop(Trial trial, Map<String, Object> manifest) throws IOException {
    try (ChangeStreamAdmin admin =
        trial
            .bench()
            .dpone()
            .changes(trial.bench().dpone().read(trial.write(manifest)).getFirst())) {
      admin.drop();
    } catch (DponeException keepsNothing) {
      if (!keepsNothing.code().equals(UNSUPPORTED)) {
        throw keepsNothing;
      }
    }
  }
}
