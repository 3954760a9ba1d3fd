package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.spi.Unsupported;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
    TargetTable existing = situation.existing();
    boolean indexed =
        existing == null || existing.uniqueKeys().contains(Set.copyOf(situation.key()));
    boolean partitioned = existing != null && existing.relation().kind() == 'p';
    boolean unique = existing != null && uniqueBesideKey(existing, indexed);
    List<String> notes = new ArrayList<>();
    notes.add(
        indexed
            ? "publish: the last change of each key decides, applied by the unique index on the key"
            : "publish: the last change of each key decides; no unique index covers the key, so"
                + " other writers are locked out and each load may scan the target");
    if (unique) {
      notes.add(
          "the target has more unique constraints than the key: where the changes together collide"
              + " with one, they are applied one by one");
    }
    return new Choice(new ApplyChanges(indexed, indexed && !partitioned, unique), notes);
  }

  /** A rejected change would leave the target wrong without end. */
  private static void refuseDiscard(DriftPolicy policy, String what) {
    if (policy == DriftPolicy.DISCARD) {
      throw Unsupported.what(
          "postgres", "schema_evolution." + what + " discard with strategy.mode cdc_apply");
    }
  }

  private static boolean uniqueBesideKey(TargetTable existing, boolean keyed) {
    long unique =
        existing.fixtures().stream()
            .filter(f ->
                f.definition().startsWith("PRIMARY KEY")
                    || f.definition().startsWith("UNIQUE")
                    || f.definition().startsWith("EXCLUDE")
                    || f.definition().startsWith("CREATE UNIQUE"))
            .count();
    return unique > (keyed ? 1 : 0);
  }
}
