package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.spi.Unsupported;
import dpone.spi.sink.LoadMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All load modes of this sink. */
public final class Modes {
  private static final List<Mode> ALL =
      List.of(
          new FullRefresh(),
          new IncrementalAppend(),
          new IncrementalMerge(),
          new Backfill(),
          new Replace(),
          new PartitionReplace(),
          new SnapshotDiff(),
          new Scd2(),
          new CdcApply());

  private Modes() {}

  /** The modes that can be asked for. */
  public static Set<LoadMode> supported() {
    return ALL.stream().map(Mode::mode).collect(Collectors.toUnmodifiableSet());
  }

  /** A column as the changes of its stream are staged: any cell may be left out. */
  public static PlannedColumn staged(PlannedColumn column) {
    return ChangeColumns.staged(column);
  }

  /** The implementation of a mode whose changes go to a log. */
  public static Mode logged(LoadMode mode) {
    return new CdcLog(mode);
  }

  /** The implementation of a mode; one that is missing is refused by name. */
  public static Mode of(LoadMode mode) {
    return ALL.stream()
        .filter(m -> m.mode() == mode)
        .findFirst()
        .orElseThrow(() -> Unsupported.what("clickhouse", "strategy.mode " + mode.text()));
  }
}
