package dpone.connector.postgres.error;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every code of this connector: its category, what it means, what to do, and the SQLSTATEs that
 * lead to it.
 */
public enum PgCode {
  CONNECTION_REFUSED(
      ErrorCategory.TRANSIENT,
      "Nothing answers at host and port.",
      "check host and port, and that the server runs and listens there",
      "08001"),
  CONNECTION_LOST(
      ErrorCategory.TRANSIENT,
      "The connection broke, or the server ended it.",
      "run again; if it repeats, look into the server's log",
      "08",
      "57P01",
      "57P02",
      "57P05",
      "25P03"),
  CLOSED(
      ErrorCategory.INTERNAL,
      "A part was closed while it was working.",
      "look for the failure that ended the run"),
  SERVER_STARTING(
      ErrorCategory.TRANSIENT,
      "The server is starting, stopping or recovering.",
      "wait until it accepts connections",
      "57P03"),
  TLS(
      ErrorCategory.AUTHENTICATION,
      "An encrypted connection could not be made or the server's certificate not be verified.",
      "set connection.ssl_root_cert to the authority's certificate, or choose another connection.sslmode"),
  TLS_NOT_OFFERED(
      ErrorCategory.AUTHENTICATION,
      "The server does not encrypt, and connection.sslmode asks for it.",
      "set ssl = on at the server, or connection.sslmode to prefer where nobody can listen"),
  TLS_UNTRUSTED(
      ErrorCategory.AUTHENTICATION,
      "The server's certificate is expired, or signed by nobody who is trusted.",
      "set connection.ssl_root_cert to the authority's certificate, or renew the server's"),
  TLS_WRONG_NAME(
      ErrorCategory.AUTHENTICATION,
      "The server's certificate is for another name.",
      "write connection.host as the certificate names it, or give the server one for this name"),
  TLS_CLIENT_CERTIFICATE(
      ErrorCategory.AUTHENTICATION,
      "The server asks for a client certificate: there is none, it cannot be read, or it is not"
          + " accepted.",
      "set connection.ssl_cert and ssl_key to a pair that the server's authority signed for the"
          + " user; nobody else may read the key file"),
  CHANNEL_BINDING(
      ErrorCategory.AUTHENTICATION,
      "The login cannot be bound to the encrypted connection as connection.channel_binding asks.",
      "encrypt the connection and log in by SCRAM, or set connection.channel_binding to prefer"),
  ACCESS_REFUSED(
      ErrorCategory.AUTHENTICATION,
      "The server's pg_hba.conf does not let this user, database, address or encryption in.",
      "let an administrator add a line to pg_hba.conf, or change connection.sslmode"),
  NO_SUITABLE_SERVER(
      ErrorCategory.TRANSIENT,
      "None of the hosts is of the kind that connection.target_session_attrs asks for.",
      "check connection.host; after a failover wait until a standby is promoted"),
  AUTHENTICATION(
      ErrorCategory.AUTHENTICATION,
      "The server refused user or password.",
      "check connection.user and connection.password, and pg_hba.conf at the server",
      "28"),
  PERMISSION_DENIED(
      ErrorCategory.AUTHENTICATION,
      "The user lacks a privilege.",
      "let the owner grant what the message names",
      "42501"),
  DATABASE_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "The database does not exist.",
      "check connection.database",
      "3D000",
      "57P04"),
  TABLE_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "The table or view does not exist.",
      "check the name; write capitals and special characters in double quotes",
      "42P01",
      "3F000"),
  COLUMN_NOT_FOUND(
      ErrorCategory.NOT_FOUND, "The column does not exist.", "check the column's name", "42703"),
  INVALID_NAME(
      ErrorCategory.CONFIG,
      "A table's name cannot be read.",
      "write it as table, schema.table or \"Quoted\".\"Name\""),
  INVALID_SQL(
      ErrorCategory.CONFIG,
      "The server cannot make sense of a query or condition of the manifest.",
      "try the text in psql",
      "42",
      "0A000"),
  INVALID_OPTION(
      ErrorCategory.CONFIG, "An option has a value that cannot be used.", "correct the option"),
  TYPE_UNMAPPED(
      ErrorCategory.SCHEMA,
      "A column's type has no mapping.",
      "cast the column in a query, or leave it out with columns"),
  TYPE_MISSING(
      ErrorCategory.SCHEMA,
      "A type that somebody made at the source is missing at the target and cannot be made.",
      "make the type at the target first, or make the target's column text"),
  TYPE_DIFFERS(
      ErrorCategory.SCHEMA,
      "A type of the same name is defined differently at the target.",
      "make the two definitions the same, or name the column in sink.allow_lossy"),
  EXTENSION_MISSING(
      ErrorCategory.SCHEMA,
      "A type belongs to an extension that the target lacks.",
      "run CREATE EXTENSION at the target, or make the target's column text"),
  TYPE_DRIFT(
      ErrorCategory.SCHEMA,
      "A column's type at the target does not hold the source's.",
      "change the target's column, allow the lossy mapping, or set schema_evolution.data_types"),
  COLUMN_DRIFT(
      ErrorCategory.SCHEMA,
      "Columns of source and target differ and the policy forbids it.",
      "change the table, or set schema_evolution.columns"),
  COLUMN_REQUIRED(
      ErrorCategory.SCHEMA,
      "The target has a column without default that may not be null and that the source lacks.",
      "give the column a default, or add it to the source"),
  COLUMN_DOUBLED(
      ErrorCategory.SCHEMA,
      "A query has two columns of one name.",
      "name each column of the query differently"),
  COLUMN_UNNAMED(
      ErrorCategory.SCHEMA,
      "A query has a column without a name.",
      "name it in the query, such as count(*) AS orders"),
  SCHEMA_CHANGED(
      ErrorCategory.SCHEMA,
      "The stream's columns are no longer those that were described.",
      "run again, so that the load is planned anew"),
  PLAN_CHANGED(
      ErrorCategory.SCHEMA,
      "The target is no longer as it was when the load was planned.",
      "run again, so that the load is planned anew"),
  TARGET_REFERENCED(
      ErrorCategory.SCHEMA,
      "Foreign keys of other tables refer to the target, so it cannot be emptied.",
      "use strategy.mode incremental_merge, or drop the foreign keys"),
  TARGET_NOT_TABLE(
      ErrorCategory.SCHEMA,
      "The target is a view or something else that rows cannot be loaded into.",
      "name a table as target"),
  KEY_MISSING(
      ErrorCategory.CONFIG,
      "A merge needs a unique key, made of columns of the stream.",
      "set strategy.unique_key"),
  DUPLICATE_KEY(
      ErrorCategory.DATA,
      "Rows of one load share a key, or a unique constraint of the target is broken.",
      "choose a unique_key that identifies a row, or remove the duplicates at the source",
      "23505",
      "23P01",
      "21000"),
  NULL_KEY(
      ErrorCategory.DATA,
      "A key column is null.",
      "choose a unique_key without nulls, or filter such rows with where"),
  OUTSIDE_CONDITION(
      ErrorCategory.DATA,
      "A staged row lies outside of the rows that a load replaces.",
      "let strategy.where cover what the stream delivers, or filter the stream with its own where"),
  PARTITION_MISSING(
      ErrorCategory.DATA,
      "A staged row belongs to no partition of the target.",
      "make the partition that the message names"),
  TOO_MANY_DELETES(
      ErrorCategory.DATA,
      "A snapshot lacks more of the target's rows than a load may delete.",
      "look whether the source is whole; if it is, raise strategy.max_delete_ratio"),
  EMPTY_SNAPSHOT(
      ErrorCategory.DATA,
      "A snapshot without rows would empty the target.",
      "look whether the source is whole; if it is, set strategy.allow_empty to true"),
  HISTORY_COLUMNS(
      ErrorCategory.SCHEMA,
      "The columns that tell a version's validity are missing, of another type, or the stream's own.",
      "add them to the target, or name others in strategy"),
  ROW_SECURITY(
      ErrorCategory.CONFIG,
      "Row level security hides rows of the target from the user, so they cannot be replaced.",
      "load as the table's owner or as a role with BYPASSRLS"),
  NOT_NULL(
      ErrorCategory.DATA,
      "A null for a column of the target that does not take one.",
      "drop the target's NOT NULL, or filter such rows with where",
      "23502"),
  CONSTRAINT(
      ErrorCategory.DATA,
      "A constraint of the target refuses a row.",
      "correct the row at the source, or drop the constraint",
      "23",
      "44"),
  ENCODING(
      ErrorCategory.DATA,
      "Text is not valid in a database's encoding, or has characters that the encoding lacks.",
      "correct the text at the source, or load into a database with the encoding UTF8",
      "22021",
      "22P05"),
  RAISED(
      ErrorCategory.DATA,
      "A trigger or function of the database refused a row.",
      "see the trigger's message; correct the row at the source, or disable the trigger",
      "P0"),
  VALUE_REFUSED(
      ErrorCategory.DATA,
      "A value does not fit its column.",
      "correct the value at the source, or widen the target's column",
      "22"),
  VALUE_OUT_OF_RANGE(
      ErrorCategory.DATA,
      "A value read cannot be held exactly by its logical type.",
      "cast the column to text in a query, or allow rejects"),
  ARRAY_SHAPE(
      ErrorCategory.DATA,
      "An array with several dimensions, or that does not start at 1, outside the wire lane.",
      "cast the column to text in a query"),
  CELL_TOO_LARGE(
      ErrorCategory.DATA,
      "A cell is larger than the limit.",
      "raise runtime.memory, or leave the column out"),
  COPY_MALFORMED(
      ErrorCategory.INTERNAL,
      "The bytes of a COPY are not in its format.",
      "report it with the server's version"),
  COPY_TRUNCATED(ErrorCategory.TRANSIENT, "A COPY ended before its end mark.", "run again"),
  CURSOR_NULLS(
      ErrorCategory.DATA,
      "The cursor column holds nulls, and such rows would never be read.",
      "fill the column, or exclude the rows with where"),
  CURSOR_TIES(
      ErrorCategory.DATA,
      "Too many rows share the last cursor value to remember which were delivered.",
      "use a finer cursor column, or strategy.mode incremental_merge"),
  LATE_UNTELLABLE(
      ErrorCategory.DATA,
      "An append cannot tell rows of late commits from rows that it delivered before.",
      "set late_commits to ignore for one run, use strategy.mode incremental_merge, or reset the"
          + " pipeline's state and empty the target"),
  SNAPSHOT_LOST(
      ErrorCategory.TRANSIENT,
      "The session that held the readers' common snapshot ended, as a standby's does by a recovery"
          + " conflict.",
      "run again; on a standby raise max_standby_streaming_delay or set hot_standby_feedback"),
  STANDBY_BEHIND(
      ErrorCategory.TRANSIENT,
      "A standby has not replayed yet what an earlier read has seen.",
      "run again once the standby has caught up, or read from the server of the read before"),
  POSITION_FOREIGN(
      ErrorCategory.CONFIG,
      "A stored position does not belong to this read.",
      "reset the pipeline's state"),
  PAYLOAD_UNREADABLE(
      ErrorCategory.INTERNAL,
      "A record that should come from this connector cannot be read.",
      "use the release of dpone that wrote it, or a newer one"),
  FENCED(
      ErrorCategory.DATA,
      "A newer run of the same pipeline and scope has taken over.",
      "let the newer run finish; this one publishes nothing"),
  STAGE_ROWS(
      ErrorCategory.DATA,
      "The stage does not hold the rows that the writers were told it holds.",
      "run again; if it repeats, report it"),
  ROWS_DROPPED(
      ErrorCategory.DATA,
      "The target took fewer rows than were staged.",
      "look for triggers and rules of the target that drop rows"),
  LOCK_TIMEOUT(
      ErrorCategory.TRANSIENT,
      "A lock was not granted in time.",
      "end the session that holds the table, or raise connection.lock_timeout",
      "55P03"),
  STATEMENT_TIMEOUT(
      ErrorCategory.RESOURCE,
      "A statement was cancelled, most often by a time limit.",
      "raise connection.statement_timeout",
      "57014",
      "25P04"),
  CONFLICT(
      ErrorCategory.TRANSIENT,
      "Another transaction was in the way: serialization failure or deadlock.",
      "run again",
      "40"),
  DISK_FULL(
      ErrorCategory.RESOURCE, "The server has no space left.", "free space at the server", "53100"),
  TOO_MANY_CONNECTIONS(
      ErrorCategory.THROTTLED,
      "The server, or the limit of the user or database, has no connection left.",
      "lower runtime.parallelism, or raise max_connections",
      "53300"),
  SESSIONS_KEPT(
      ErrorCategory.INTERNAL,
      "A part of dpone holds more sessions than it ever needs.",
      "report it with the log"),
  SERVER_RESOURCES(
      ErrorCategory.RESOURCE,
      "The server ran into a limit.",
      "look into the server's log",
      "53",
      "54"),
  READ_ONLY(
      ErrorCategory.CONFIG,
      "The server is a read-only replica or the database is set read-only.",
      "connect to the primary",
      "25006"),
  COMMIT_UNKNOWN(
      ErrorCategory.COMMIT_UNKNOWN,
      "The connection broke while the commit was under way.",
      "run again: the load is looked up by its id before anything else"),
  WAL_LEVEL(
      ErrorCategory.CONFIG,
      "The server does not write what change capture needs into its log.",
      "set wal_level = logical at the server and restart it"),
  NO_REPLICATION(
      ErrorCategory.AUTHENTICATION,
      "The user may not replicate.",
      "let an administrator run ALTER ROLE ... REPLICATION, and allow the user in pg_hba.conf"),
  SLOTS_FULL(
      ErrorCategory.RESOURCE,
      "All replication slots or senders of the server are in use.",
      "drop a slot that nobody needs, or raise max_replication_slots and max_wal_senders"),
  SLOT_ACTIVE(
      ErrorCategory.TRANSIENT,
      "Another process reads the replication slot.",
      "end the other reader; only one can read a slot"),
  SLOT_LOST(
      ErrorCategory.DATA,
      "The server no longer holds the changes after the stored position.",
      "reset the pipeline's state, so that the next run starts with a new snapshot; changes in"
          + " between cannot be had any more"),
  SLOT_TIMEOUT(
      ErrorCategory.TRANSIENT,
      "A replication slot could not be made in time: transactions are open, or a standby has heard"
          + " nothing of them.",
      "end transactions that stay open at the primary (pg_stat_activity, backend_xid); for a standby"
          + " run SELECT pg_log_standby_snapshot() at the primary"),
  SLOT_FOREIGN(
      ErrorCategory.CONFIG,
      "A replication slot of that name does not belong to this pipeline, or the position does not"
          + " belong to this server.",
      "choose another source.cdc.slot, or reset the pipeline's state"),
  PUBLICATION(
      ErrorCategory.CONFIG,
      "The publication is missing or does not publish what the pipeline reads.",
      "correct the publication, or let dpone make one by leaving source.cdc.publication away"),
  REPLICA_IDENTITY(
      ErrorCategory.SCHEMA,
      "Updates and deletes of the table do not tell the key of the row.",
      "run ALTER TABLE ... REPLICA IDENTITY with an index over the key, or FULL"),
  CDC_UNSUPPORTED(
      ErrorCategory.CONFIG,
      "The changes of this stream cannot be captured.",
      "name an ordinary, permanent table"),
  PGOUTPUT_MALFORMED(
      ErrorCategory.INTERNAL,
      "The bytes of the change stream are not in its format.",
      "report it with the server's version"),
  SPOOL_FAILED(
      ErrorCategory.RESOURCE,
      "A large transaction could not be kept on disk until its end.",
      "free space in the temporary folder, or set source.cdc.streaming to off"),
  SERVER_ERROR(
      ErrorCategory.INTERNAL,
      "The server failed in a way that has no code of its own.",
      "look into the server's log");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> states;

  PgCode(ErrorCategory category, String meaning, String remedy, String... states) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
    this.states = List.of(states);
  }

  /** The stable code, such as {@code PG_TABLE_NOT_FOUND}. */
  public String code() {
    return "PG_" + name();
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

  /** SQLSTATEs, or their classes of two characters, that lead to it. */
  public List<String> states() {
    return states;
  }

  /** Starts an error of this code, with its usual remedy. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }

  /** The code of a SQLSTATE: by the whole state first, then by its class. */
  public static PgCode ofState(@Nullable String state) {
    if (state == null) {
      return SERVER_ERROR;
    }
    for (PgCode code : values()) {
      if (code.states.contains(state)) {
        return code;
      }
    }
    String stateClass = state.length() < 2 ? state : state.substring(0, 2);
    for (PgCode code : values()) {
      if (code.states.contains(stateClass)) {
        return code;
      }
    }
    return SERVER_ERROR;
  }
}
