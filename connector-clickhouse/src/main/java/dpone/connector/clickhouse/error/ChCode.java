package dpone.connector.clickhouse.error;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.util.List;

/**
 * Every code of this connector: its category, what it means, what to do, and the server's exception
 * codes that lead to it.
 */
public enum ChCode {
  CONNECTION_REFUSED(
      ErrorCategory.TRANSIENT,
      "Nothing answers at host and port.",
      "check connection.url, and that the server runs and its HTTP interface listens there"),
  CONNECTION_LOST(
      ErrorCategory.TRANSIENT,
      "The connection broke before the answer was whole.",
      "run again; if it repeats, look into the server's log"),
  ANSWER_TIMEOUT(
      ErrorCategory.TRANSIENT,
      "The server did not answer in time.",
      "raise connection.answer_timeout, or look what the server is busy with"),
  NOT_CLICKHOUSE(
      ErrorCategory.CONFIG,
      "What answers is not the HTTP interface of a ClickHouse server.",
      "name the port of the HTTP interface in connection.url (8123, with TLS 8443)"),
  GATEWAY(
      ErrorCategory.TRANSIENT,
      "A proxy in front of the server could not reach it, or was asked for too much.",
      "run again; if it repeats, look at the proxy"),
  CLOSED(
      ErrorCategory.INTERNAL,
      "A part was closed while it was working.",
      "look for the failure that ended the run"),
  TLS(
      ErrorCategory.AUTHENTICATION,
      "An encrypted connection could not be made or the server's certificate not be verified.",
      "set connection.ssl_root_cert to the authority's certificate, and name the host as the"
          + " certificate does"),
  LOGIN_REFUSED(
      ErrorCategory.AUTHENTICATION,
      "User or password is wrong, or the user may not connect from here.",
      "correct connection.user and connection.password",
      192,
      193,
      194,
      195,
      516,
      746),
  PERMISSION_DENIED(
      ErrorCategory.AUTHENTICATION,
      "The user lacks a right.",
      "let an administrator run the GRANT that the message names",
      291,
      497),
  READ_ONLY(
      ErrorCategory.AUTHENTICATION,
      "The user, or the table, is read-only.",
      "load with a user whose profile has readonly = 0; a source that passes settings on needs"
          + " readonly = 2",
      164,
      242),
  SETTING_REFUSED(
      ErrorCategory.CONFIG,
      "A query setting is unknown, or its value is not allowed to this user.",
      "correct settings, or let an administrator relax the constraint",
      115,
      452),
  INVALID_OPTION(ErrorCategory.CONFIG, "An option has a value that cannot be used.", "correct it"),
  INVALID_NAME(ErrorCategory.CONFIG, "A table name cannot be read.", "write it as database.table"),
  DATABASE_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "The database does not exist.",
      "correct the name, or create the database",
      81),
  TABLE_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "The table does not exist, or the user may not see it.",
      "correct the name, or create the table",
      60,
      218),
  COLUMN_NOT_FOUND(
      ErrorCategory.SCHEMA,
      "A column does not exist.",
      "correct the name, or leave the column out",
      8,
      10,
      16,
      47),
  SYNTAX(
      ErrorCategory.CONFIG,
      "The server cannot read a statement, most often because of a condition or query of the"
          + " manifest.",
      "correct the stream's where or query",
      42,
      46,
      62),
  TYPE_REFUSED(
      ErrorCategory.SCHEMA,
      "A column's type has no mapping.",
      "cast the column in a query, or leave it out of columns"),
  SCHEMA_CHANGED(
      ErrorCategory.TRANSIENT,
      "The columns changed between planning and reading.",
      "run again, so that it is planned with the new columns"),
  TYPE_MISMATCH(
      ErrorCategory.SCHEMA,
      "A value or column has another type than is needed.",
      "correct the condition or query, or the target's column",
      43,
      44,
      50,
      53,
      122),
  VALUE_REFUSED(
      ErrorCategory.DATA,
      "A value does not fit its column.",
      "correct the value at the source, or widen the target's column",
      6,
      26,
      27,
      38,
      41,
      69,
      70,
      72,
      117,
      131,
      349),
  VALUE_OUT_OF_RANGE(
      ErrorCategory.DATA,
      "A value cannot be held exactly by the type it is read or written as.",
      "cast the column in a query, widen the target's column, or allow rejects"),
  NOT_UTF8(
      ErrorCategory.DATA,
      "A String holds bytes that are not text.",
      "name the column in the stream's bytes option, so that it is read as bytes"),
  CELL_TOO_LARGE(
      ErrorCategory.DATA,
      "A cell is larger than the limit.",
      "raise runtime.memory, or leave the column out"),
  STREAM_MALFORMED(
      ErrorCategory.INTERNAL,
      "The bytes of an answer are not in the format that was asked for.",
      "report it with the server's version"),
  STREAM_TRUNCATED(ErrorCategory.TRANSIENT, "An answer ended before its end.", "run again"),
  ROWS_MISSING(
      ErrorCategory.TRANSIENT,
      "The server counts other rows than it sent.",
      "run again; of a table that is written to meanwhile read a partition that is closed"),
  VIEW_CHANGED(
      ErrorCategory.TRANSIENT,
      "Rows that were to be read by several readers changed meanwhile, by a mutation, a merge or a"
          + " dropped partition.",
      "run again when the table is quiet, or set the stream's splits to 1"),
  CURSOR_NULLS(
      ErrorCategory.DATA,
      "The cursor column holds nulls, and such rows would never be read.",
      "fill the column, or exclude the rows with where"),
  CURSOR_TIES(
      ErrorCategory.DATA,
      "Too many rows share the last cursor value to remember which were delivered.",
      "use a finer cursor column, or strategy.mode incremental_merge"),
  CURSOR_UNFIT(
      ErrorCategory.CONFIG,
      "The cursor column has a type without a useful order.",
      "name a column of a number, date, time or text type"),
  POSITION_FOREIGN(
      ErrorCategory.CONFIG,
      "A stored position does not belong to this read.",
      "reset the pipeline's state"),
  PAYLOAD_UNREADABLE(
      ErrorCategory.INTERNAL,
      "A record that should come from this connector cannot be read.",
      "use the release of dpone that wrote it, or a newer one"),
  TOO_MANY_PARTS(
      ErrorCategory.THROTTLED,
      "The table, or one insert, has more parts than the server allows.",
      "let merges catch up; partition by fewer values, or raise max_partitions_per_insert_block or"
          + " parts_to_throw_insert",
      252),
  TOO_MANY_MUTATIONS(
      ErrorCategory.THROTTLED,
      "The table has more unfinished mutations than the server allows.",
      "wait until they have finished, or choose a way of publishing without mutations",
      692),
  MEMORY_LIMIT(
      ErrorCategory.RESOURCE,
      "A query would take more memory than the server, or the user, may take.",
      "raise max_memory_usage for the user, lower runtime.parallelism, or read fewer columns",
      173,
      241),
  TOO_MANY_QUERIES(
      ErrorCategory.THROTTLED,
      "The server, or the user, runs as many queries as it may.",
      "lower runtime.parallelism, or raise max_concurrent_queries",
      202,
      203),
  QUOTA(
      ErrorCategory.RESOURCE,
      "A quota of the user is spent.",
      "wait until its interval ends, or raise it",
      201),
  TIMEOUT(
      ErrorCategory.RESOURCE,
      "A query ran into a time limit.",
      "raise max_execution_time in settings",
      159,
      160),
  LIMIT(
      ErrorCategory.RESOURCE,
      "A query ran into a limit of rows or bytes.",
      "raise the limit that the message names in settings",
      158,
      161,
      191,
      290,
      307,
      359,
      396),
  CANCELLED(
      ErrorCategory.RESOURCE,
      "Somebody killed the query.",
      "look into system.query_log who did, and run again",
      394),
  DISK_FULL(
      ErrorCategory.RESOURCE, "The server has no space left.", "free space at the server", 243),
  CONFLICT(
      ErrorCategory.TRANSIENT,
      "Another statement was in the way.",
      "run again",
      236,
      373,
      384,
      473,
      517),
  UNFINISHED(
      ErrorCategory.RESOURCE,
      "A mutation was started and not finished in time, or failed.",
      "look into system.mutations",
      341),
  SERVER_NETWORK(
      ErrorCategory.TRANSIENT,
      "The server could not reach another server, or a coordination service.",
      "run again; if it repeats, look into the server's log",
      198,
      209,
      210,
      225,
      279,
      285,
      999),
  COMMIT_UNKNOWN(
      ErrorCategory.COMMIT_UNKNOWN,
      "The connection broke while a change was under way, so that it is open if it took place.",
      "run again: the load is looked up by its id before anything else",
      319),
  EXISTS(
      ErrorCategory.CONFIG,
      "A table or database of that name is there already.",
      "choose another name",
      57,
      82),
  UNSUPPORTED_BY_SERVER(
      ErrorCategory.CONFIG,
      "The server, or the table's engine, cannot do what is needed.",
      "use a newer server or another engine",
      1,
      48,
      344,
      524),
  KEY_MISSING(
      ErrorCategory.CONFIG,
      "The mode needs a unique key.",
      "name the columns that identify a row in strategy.unique_key"),
  KEY_NULL(
      ErrorCategory.DATA,
      "A row of the load has a null in its unique key; nothing was published.",
      "fill the column at the source, or choose another unique_key"),
  KEY_DUPLICATE(
      ErrorCategory.DATA,
      "Two rows of the load have one unique key; nothing was published.",
      "choose a unique_key that identifies a row, or remove the duplicates at the source"),
  OUTSIDE_CONDITION(
      ErrorCategory.DATA,
      "A row of the load is not under strategy.where, so that it would never be replaced again.",
      "narrow what is read, or widen strategy.where"),
  EMPTY_SNAPSHOT(
      ErrorCategory.DATA,
      "A snapshot has no row and would empty the target.",
      "look whether the source is whole; if it is, set strategy.allow_empty"),
  TOO_MANY_DELETES(
      ErrorCategory.DATA,
      "More rows would be deleted than strategy.max_delete_ratio allows; nothing was published.",
      "look whether the source is whole; if it is, raise strategy.max_delete_ratio"),
  HISTORY_COLUMNS(
      ErrorCategory.SCHEMA,
      "The target's columns of validity do not fit mode scd2.",
      "add them to the target, or name others in strategy"),
  COLUMN_DRIFT(
      ErrorCategory.SCHEMA,
      "Source and target differ in their columns, and the policy forbids it.",
      "change the target, or schema_evolution.columns"),
  TYPE_DRIFT(
      ErrorCategory.SCHEMA,
      "The target's column does not hold every value of the source's type.",
      "widen the target's column, set schema_evolution.data_types to evolve or discard, or name the"
          + " column in allow_lossy"),
  TARGET_NOT_TABLE(
      ErrorCategory.CONFIG,
      "The target is no table of the MergeTree family in a database that can exchange tables.",
      "name a table of the MergeTree family in a database of engine Atomic or Replicated"),
  TARGET_REPLICATED(
      ErrorCategory.CONFIG,
      "The target's replicas cannot be copied under another name.",
      "let the path of its ReplicatedMergeTree contain {uuid}"),
  VIEWS_NOT_FED(
      ErrorCategory.CONFIG,
      "Materialized views read inserts of the target, and publishing by parts makes none.",
      "set sink.dependent_views to ignore and fill the views by themselves, or drop them"),
  PLAN_CHANGED(
      ErrorCategory.TRANSIENT,
      "The target changed after the load was planned; nothing was published.",
      "run again"),
  TARGET_WRITTEN(
      ErrorCategory.TRANSIENT,
      "Somebody else wrote to the target while its copy was made; nothing was published.",
      "run again when nobody else writes to the target"),
  ROWS_DROPPED(
      ErrorCategory.DATA,
      "The server holds other rows than were written; nothing was published.",
      "run again; look into the server's log if it repeats"),
  CHANGES_UNFIT(
      ErrorCategory.DATA,
      "A change leaves out cells of a row that the target does not have; nothing was published.",
      "read the stream whole again: reset the pipeline's state"),
  FENCED(
      ErrorCategory.CONFIG,
      "A newer run of the same pipeline has taken over.",
      "let the newer run finish"),
  SERVER_ERROR(
      ErrorCategory.INTERNAL,
      "The server failed in a way that has no code of its own.",
      "look into the server's log");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // made by toList
  private final List<Integer> serverCodes;

  ChCode(ErrorCategory category, String meaning, String remedy, int... serverCodes) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
    this.serverCodes = java.util.Arrays.stream(serverCodes).boxed().toList();
  }

  /** The stable code, such as {@code CH_TABLE_NOT_FOUND}. */
  public String code() {
    return "CH_" + name();
  }

  /** Its category. */
  public ErrorCategory category() {
    return category;
  }

  /** What it means, one sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do when the message itself does not say more. */
  public String remedy() {
    return remedy;
  }

  /** The server's exception codes that lead to it. */
  public List<Integer> serverCodes() {
    return serverCodes;
  }

  /** Starts an error of this code, with its usual remedy. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }

  /** The code of a server's exception code. */
  public static ChCode ofServer(int serverCode) {
    for (ChCode code : values()) {
      if (code.serverCodes.contains(serverCode)) {
        return code;
      }
    }
    return SERVER_ERROR;
  }
}
