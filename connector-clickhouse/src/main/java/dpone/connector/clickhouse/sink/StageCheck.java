package dpone.connector.clickhouse.sink;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.CopySql;
import dpone.connector.clickhouse.publish.PlannedStream;
import dpone.connector.clickhouse.publish.Staged;
import dpone.connector.clickhouse.sink.CommitPayload.StreamPublish;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.stage.PieceWriter;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.error.Place;
import dpone.spi.transfer.WriteReceipt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the pieces of a stream together in its stage, and checks it there. */
final class StageCheck {
  /**
   * A group-by over a sorted table takes little memory; of any other, what does not fit goes to
   * disk.
   */
  private static final Map<String, String> SPARING =
      Map.of(
          "optimize_aggregation_in_order",
          "1",
          "max_bytes_before_external_group_by",
          Integer.toString(512 << 20));

  private final Server server;
  private final StageTables tables;

  StageCheck(Server server, StageTables tables) {
    this.server = server;
    this.tables = tables;
  }

  StreamPublish prepare(PlannedStream plan, TableName stage, List<WriteReceipt> receipts) {
    long acknowledged = 0;
    for (WriteReceipt receipt : receipts) {
      String piece = JSON.text(JSON.read(receipt.payload(), PieceWriter.KIND, 1), "piece");
      acknowledged += receipt.rows();
      if (!piece.isEmpty()) {
        TableName name = new TableName(stage.database(), piece);
        server.execute("ALTER TABLE " + stage.sql() + " ATTACH PARTITION ALL FROM " + name.sql());
        tables.drop(name);
      }
    }
    TableStates states = new TableStates(server);
    long rows = states.rows(stage);
    if (rows != acknowledged) {
      throw ChCode.ROWS_DROPPED
          .error("the stage holds " + rows + " rows, its writers were told " + acknowledged)
          .at(Place.stream(plan.stream()))
          .build();
    }
    if (plan.publisher().checksKeys(plan)) {
      refuseNullKeys(plan, stage);
      refuseDoubledKeys(plan, stage);
    }
    TargetTable existing = plan.existing();
    Staged staged =
        new Staged(server, plan, stage, rows, existing == null ? 0 : states.rows(plan.target()));
    return new StreamPublish(
        plan.stream(),
        plan.target(),
        stage,
        existing == null,
        exact(plan),
        rows,
        plan.cluster(),
        plan.publisher().prepare(staged),
        plan.after());
  }

  /** Engines that merge rows, and a TTL, may take rows out of a copy while it is made. */
  private static boolean exact(PlannedStream plan) {
    TargetTable existing = plan.existing();
    String definition = existing == null ? plan.create() : existing.definition();
    return definition.matches("(?s).*ENGINE = (Replicated|Shared)?MergeTree\\b.*")
        && !definition.contains(" TTL ");
  }

  private void refuseNullKeys(PlannedStream plan, TableName stage) {
    List<@Nullable String> found = server.rows(CopySql.nullKeys(plan, stage)).get(0);
    if (!"0".equals(found.get(1))) {
      throw ChCode.KEY_NULL
          .error(
              found.get(1)
                  + " rows of the load have a null in the key ("
                  + String.join(", ", plan.key())
                  + "), such as "
                  + found.get(0))
          .at(Place.stream(plan.stream()))
          .build();
    }
  }

  private void refuseDoubledKeys(PlannedStream plan, TableName stage) {
    List<List<@Nullable String>> found = server.rows(CopySql.duplicates(plan, stage), SPARING);
    if (!found.isEmpty()) {
      String key = String.valueOf(found.get(0).get(0));
      throw ChCode.KEY_DUPLICATE
          .error(
              found.get(0).get(1)
                  + " rows of the load have the key ("
                  + String.join(", ", plan.key())
                  + ") = "
                  + key)
          .at(Place.stream(plan.stream()).row(key))
          .build();
    }
  }
}
