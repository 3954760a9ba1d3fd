package dpone.connector.bigquery.connect;

import java.util.List;
import java.util.Map;

/** In whose name calls are made. Thread-safe. */
@FunctionalInterface
interface Caller {
  /** Nobody's, for an emulator. */
  Caller NOBODY = Map::of;

  /** Headers of a call; asks for a new token where the last one ends soon. */
  Map<String, List<String>> headers();
}
