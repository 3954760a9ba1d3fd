package dpone.connector.postgres.publish;

import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;
import java.util.Set;

/** A load mode: what it asks of a manifest, and which way of publishing it takes. Stateless. */
public interface Mode {
  /** The mode of the manifest. */
  LoadMode mode();

  /** Names of the parameters of {@code strategy} it understands. */
  default Set<String> parameters() {
    return Set.of();
  }

  /**
   * Columns that identify a row; empty where the mode needs none.
   *
   * @throws dpone.spi.error.DponeException PG_KEY_MISSING where the manifest's key will not do
   */
  List<String> key(StreamLoad load);

  /** Columns of the target that the mode fills by itself, so that the source need not have them. */
  default Set<String> ownColumns(StreamLoad load) {
    return Set.of();
  }

  /** Statements that make a target that does not exist. */
  default List<String> createTarget(Situation situation) {
    return List.of(StageSql.createTarget(situation.target(), situation.columns(), situation.key()));
  }

  /**
   * Chooses how to publish; changes nothing.
   *
   * @throws dpone.spi.error.DponeException what cannot be done, by stream and column
   */
  Choice choose(Situation situation);
}
