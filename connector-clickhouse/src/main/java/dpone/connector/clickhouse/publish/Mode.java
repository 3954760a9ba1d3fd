package dpone.connector.clickhouse.publish;

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
   * @throws dpone.spi.error.DponeException CH_KEY_MISSING where the manifest's key will not do
   */
  List<String> key(StreamLoad load);

  /**
   * Columns with their types that the mode fills by itself, so that the source need not have them.
   */
  default List<OwnColumn> ownColumns(StreamLoad load) {
    return List.of();
  }

  /**
   * A column that the mode fills.
   *
   * @param name of it
   * @param type the server's spelling
   */
  record OwnColumn(String name, String type) {}

  /**
   * Chooses how to publish; changes nothing.
   *
   * @throws dpone.spi.error.DponeException what cannot be done, by stream and column
   */
  Choice choose(Situation situation);
}
