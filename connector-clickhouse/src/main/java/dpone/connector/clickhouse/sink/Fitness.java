package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.error.Place;
import dpone.spi.sink.StreamLoad;

/** Whether a table can be published to at all. */
final class Fitness {
  private Fitness() {}

  static void require(StreamLoad load, TargetTable target, String views) {
    if (!target.holdsParts()) {
      throw ChCode.TARGET_NOT_TABLE
          .error(target.name() + " is of engine " + target.engine())
          .at(Place.stream(load.stream()))
          .build();
    }
    if (!target.databaseEngine().matches("Atomic|Replicated|Shared")) {
      throw ChCode.TARGET_NOT_TABLE
          .error(
              "the database "
                  + target.name().database()
                  + " is of engine "
                  + target.databaseEngine()
                  + ", in which no two tables can be exchanged")
          .at(Place.stream(load.stream()))
          .build();
    }
    if (target.replicated()
        && !target.definition().contains("{uuid}")
        && target.definition().matches("(?s).*ENGINE = Replicated\\w+\\('.*")) {
      throw ChCode.TARGET_REPLICATED
          .error("the path of " + target.name() + " in Keeper does not contain {uuid}")
          .at(Place.stream(load.stream()))
          .build();
    }
    if (!target.views().isEmpty() && views.equals("refuse")) {
      throw ChCode.VIEWS_NOT_FED
          .error(
              "inserts into "
                  + target.name()
                  + " feed "
                  + String.join(", ", target.views())
                  + ", a publish would not")
          .at(Place.stream(load.stream()))
          .build();
    }
  }
}
