package dpone.connector.clickhouse.publish;

import dpone.spi.Unsupported;
import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;

/** Changes are applied by key, so that the target is what the source was where the load ends. */
public final class CdcApply implements Mode {
  /** Where changes go. */
  public static final Option OPTION =
      Option.of(
              "cdc",
              OptionType.STRING,
              "Where changes go: log appends each of them to a table beside the target, and the target is"
                  + " a view of what they leave; state applies them to the target itself, and keeps"
                  + " none.")
          .oneOf("log", "state")
          .defaultsTo("log");

  CdcApply() {}

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
    refuseDiscard(situation.load());
    return Choice.of(
        new ApplyChanges(),
        "publish: on a copy of hard links, the rows of changed keys are replaced by what the changes"
            + " leave of them, in the order of the source; the copy takes the target's place in one"
            + " step");
  }

  /** A rejected change would leave the target wrong without end. */
  static void refuseDiscard(StreamLoad load) {
    refuseDiscard(load.evolution().columns(), "columns");
    refuseDiscard(load.evolution().dataTypes(), "data_types");
  }

  private static void refuseDiscard(DriftPolicy policy, String what) {
    if (policy == DriftPolicy.DISCARD) {
      throw Unsupported.what(
          "clickhouse", "schema_evolution." + what + " discard with strategy.mode cdc_apply");
    }
  }
}
