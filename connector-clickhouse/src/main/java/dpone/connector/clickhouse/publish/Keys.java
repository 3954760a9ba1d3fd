package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.error.Place;
import dpone.spi.sink.StreamLoad;
import java.util.List;

/** The key that a manifest gives. */
final class Keys {
  private Keys() {}

  /** The key, which has to be there. */
  static List<String> required(StreamLoad load) {
    if (load.strategy().uniqueKey().isEmpty()) {
      throw ChCode.KEY_MISSING
          .error(load.strategy().mode().text() + " needs a unique key")
          .at(Place.stream(load.stream()))
          .build();
    }
    return optional(load);
  }

  /** The key, or none. */
  static List<String> optional(StreamLoad load) {
    for (String column : load.strategy().uniqueKey()) {
      if (load.schema().find(column).isEmpty()) {
        throw ChCode.KEY_MISSING
            .error("the unique key names " + column + ", which the stream lacks")
            .at(Place.field(load.stream(), column))
            .remedy("name columns of the stream in strategy.unique_key")
            .build();
      }
    }
    return load.strategy().uniqueKey();
  }
}
