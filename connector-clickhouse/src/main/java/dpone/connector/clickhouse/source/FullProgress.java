package dpone.connector.clickhouse.source;

import dpone.spi.transfer.ReadReceipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything, without a position. */
record FullProgress(SplitPlanner.Plan plan) implements Progress {
  static Progress of(Reading reading) {
    return new FullProgress(
        reading
            .planner()
            .plan(reading.stream(), ReadSql.conditions(reading.stream()), "''", false));
  }

  @Override
  public @Nullable StreamPosition reached(List<ReadReceipt> receipts) {
    return null;
  }
}
