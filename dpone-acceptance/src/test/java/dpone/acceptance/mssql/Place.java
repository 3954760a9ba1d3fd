package dpone.acceptance.mssql;

import dpone.service.tds.Request;
import dpone.spi.context.Boundary;
import java.util.List;
import java.util.function.Predicate;

/** Where in a run the server fails. */
enum Place {
  /** The sink logs in. */
  LOGIN(true),
  /** The source asks the catalogue. */
  CATALOG(false),
  /** A part is read. */
  READ(true),
  /** A part is loaded into the stage. */
  BULK(true),
  /** The typed stage is made of the raw one. */
  CONVERT(false),
  /** The target is written to. */
  PUBLISH(false),
  /** The target is written to, and was emptied before in the same transaction. */
  REFILL(false),
  /** The rows of the stage are switched into the target, which was emptied before. */
  SWITCH(false),
  /** The state is written, after the target. */
  STATE(false, Boundary.DURING_SWAP),
  /** What is about to be published is written down in the state. */
  INTENT(false, Boundary.MID_STATE_WRITE),
  /** The transaction of target and state ends. */
  COMMIT(false, Boundary.DURING_SWAP, Boundary.MID_STATE_WRITE);

  private final boolean retried;
  private final List<Boundary> after;

  Place(boolean retried, Boundary... after) {
    this.retried = retried;
    this.after = List.of(after);
  }

  /** Whether the page says that what happens here is tried again after a failure that passes. */
  boolean retried() {
    return retried;
  }

  /** What the run has to reach, in order, before the server fails. */
  List<Boundary> after() {
    return after;
  }

  String mode() {
    return this == REFILL || this == SWITCH ? "full_refresh" : "incremental_append";
  }

  String publish() {
    return this == SWITCH ? "switch" : "truncate_insert";
  }

  /** Whether a request is the one that fails. */
  Predicate<Request> meets(Pipeline pipeline) {
    return request -> {
      String sql = request.statement();
      return switch (this) {
        case LOGIN -> false;
        case CATALOG -> sql.startsWith("SELECT o.type,") && parameter(request, pipeline.source());
        case READ -> sql.startsWith("SELECT [id]") && sql.contains("FROM " + pipeline.source());
        case BULK -> sql.regionMatches(true, 0, "insert bulk ", 0, 12);
        case CONVERT -> sql.startsWith("INSERT INTO [dpone_stage]");
        case PUBLISH, REFILL -> sql.startsWith("INSERT INTO " + pipeline.target());
        case SWITCH ->
            sql.startsWith("ALTER TABLE [dpone_stage].")
                && sql.endsWith(" SWITCH TO " + pipeline.target());
        case STATE ->
            sql.startsWith("INSERT INTO [dpone_meta].[state]")
                || sql.startsWith("UPDATE [dpone_meta].[state]");
        case INTENT, COMMIT -> sql.equals("COMMIT") || sql.startsWith("IF @@TRANCOUNT > 0 COMMIT");
      };
    };
  }

  private static boolean parameter(Request request, String value) {
    return request.parameters().stream().anyMatch(p -> value.equals(String.valueOf(p.value())));
  }
}
