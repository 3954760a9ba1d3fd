package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.spi.Unsupported;
import dpone.spi.error.Place;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;

/** Changes are applied by key, so that the target is what the source was where the load ends. */
final class CdcApply implements Mode {
  @Override
  public LoadMode mode() {
    return LoadMode.CDC_APPLY;
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.required(load);
  }

  @Override
  public Choice choose(Situation situation) {
    refuseDiscard(situation.load().evolution().columns(), "columns");
    refuseDiscard(situation.load().evolution().dataTypes(), "data_types");
    for (PlannedColumn column : situation.columns()) {
      if (column.staged() && !ChangeColumns.nullable(column.type())) {
        throw ChCode.TYPE_REFUSED
            .error(
                "a change may leave a cell out, and "
                    + column.type()
                    + " has no null to tell it by")
            .at(Place.field(situation.load().stream(), column.name()))
            .remedy("leave the column out of columns")
            .build();
      }
    }
    return Choice.of(
        new ApplyChanges(),
        "publish: on a copy of hard links, the rows of changed keys are replaced by what the changes"
            + " leave of them, in the order of the source; the copy takes the target's place in one"
            + " step");
  }

  /** A rejected change would leave the target wrong without end. */
  private static void refuseDiscard(DriftPolicy policy, String what) {
    if (policy == DriftPolicy.DISCARD) {
      throw Unsupported.what(
          "clickhouse", "schema_evolution." + what + " discard with strategy.mode cdc_apply");
    }
  }
}
