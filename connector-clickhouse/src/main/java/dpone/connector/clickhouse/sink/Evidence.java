package dpone.connector.clickhouse.sink;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import dpone.connector.clickhouse.sql.TableName;
import java.util.List;

/**
 * Whether a copy took its target's place, told by the identities of the tables alone: the exchange
 * changes which of them stands under which name, in one step and for good.
 */
final class Evidence {
  private final TableStates states;

  Evidence(TableStates states) {
    this.states = states;
  }

  /** What can be seen. */
  enum Seen {
    /** It did. */
    PUBLISHED,
    /** It did not. */
    NOT_PUBLISHED,
    /** Something else stands there. */
    UNKNOWN
  }

  /**
   * Looks at one stream.
   *
   * @param events of the load and stream, oldest first
   */
  Seen of(TableName target, List<LoadLog.Event> events) {
    LoadLog.Event last = null;
    String uuid = null;
    for (LoadLog.Event event : events) {
      if (event.name().equals(LoadLog.PUBLISHED)) {
        return Seen.PUBLISHED;
      }
      if (event.name().equals(LoadLog.INTENDED)) {
        last = event;
        uuid = uuid == null ? states.uuid(target) : uuid;
        String before = JSON.text(event.detail(), "before");
        if (uuid.equals(JSON.text(event.detail(), "copy")) || replaced(event, before)) {
          return Seen.PUBLISHED;
        }
      }
    }
    return last == null || JSON.text(last.detail(), "before").equals(uuid)
        ? Seen.NOT_PUBLISHED
        : Seen.UNKNOWN;
  }

  /** Whether the table that was the target has the copy's name now. */
  private boolean replaced(LoadLog.Event event, String before) {
    return !before.isEmpty()
        && before.equals(
            states.uuid(
                new TableName(
                    JSON.text(event.detail(), "database"), JSON.text(event.detail(), "name"))));
  }
}
