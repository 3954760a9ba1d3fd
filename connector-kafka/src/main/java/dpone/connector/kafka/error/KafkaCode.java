package dpone.connector.kafka.error;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** Every code of this connector: its category, what it means and what to do. */
public enum KafkaCode {
  // Reaching the cluster.
  BROKER_UNREACHABLE(
      ErrorCategory.TRANSIENT,
      "No broker answers at the addresses given.",
      "check connection.bootstrap_servers, and that the brokers run and listen there"),
  BROKER_LOST(
      ErrorCategory.TRANSIENT,
      "The brokers stopped answering, or the leader of a partition is gone.",
      "run again; if it repeats, look into the brokers' logs"),
  TIMEOUT(
      ErrorCategory.TRANSIENT,
      "The cluster took longer than connection.request_timeout allows.",
      "run again, or raise connection.request_timeout"),
  THROTTLED(
      ErrorCategory.THROTTLED,
      "The cluster asks this client to slow down.",
      "run again later, or raise the client's quota"),
  CLOSED(
      ErrorCategory.INTERNAL,
      "A part was closed while it was working.",
      "look for the failure that ended the run"),
  INVALID_OPTION(
      ErrorCategory.CONFIG,
      "An option has a value that cannot be used.",
      "correct the option that the message names"),
  UNKNOWN_PROPERTY(
      ErrorCategory.CONFIG,
      "connection.properties holds a name that the clients do not know, or that an option governs.",
      "correct the name, or use the option that the message names"),
  UNSUPPORTED_VERSION(
      ErrorCategory.CONFIG,
      "The brokers are too old for what is asked of them.",
      "use brokers from release 2.5 on"),
  AUTHENTICATION(
      ErrorCategory.AUTHENTICATION,
      "The brokers refused the login.",
      "correct connection.sasl_mechanism, sasl_username and sasl_password"),
  TOKEN_REFUSED(
      ErrorCategory.AUTHENTICATION,
      "No token could be had for OAUTHBEARER, or the brokers refused it.",
      "correct connection.oauth_token_url, oauth_client_id and oauth_client_secret, or"
          + " connection.oauth_token"),
  NOT_AUTHORIZED(
      ErrorCategory.AUTHENTICATION,
      "The user lacks a permission.",
      "let an administrator grant the operation on the resource that the message names"),
  TLS(
      ErrorCategory.AUTHENTICATION,
      "An encrypted connection could not be made.",
      "set connection.ssl_ca_location to the authority of the brokers' certificates, and"
          + " ssl_certificate_location and ssl_key_location where they ask for one"),
  TLS_UNTRUSTED(
      ErrorCategory.AUTHENTICATION,
      "A broker's certificate is expired, for another name, or signed by nobody who is trusted.",
      "set connection.ssl_ca_location to the authority of the brokers' certificates, and write"
          + " connection.bootstrap_servers as the certificates name them"),
  // Reading.
  TOPIC_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "The topic does not exist, or the user may not see it.",
      "correct the stream's name, or create the topic"),
  INVALID_TOPIC(
      ErrorCategory.CONFIG,
      "A topic's name or the pattern of names is malformed.",
      "use letters, digits, dot, hyphen and underscore"),
  TOPIC_RECREATED(
      ErrorCategory.DATA,
      "The topic was deleted and created again since the position was saved.",
      "set streams[].on_lost_offsets to earliest to read the new topic from its start, or reset the"
          + " state"),
  OFFSETS_GONE(
      ErrorCategory.DATA,
      "Retention removed records that were not read yet.",
      "set streams[].on_lost_offsets to earliest (skips what is gone) or latest (skips all that is"
          + " there), or load the stream anew"),
  OFFSETS_MALFORMED(
      ErrorCategory.CONFIG,
      "Offsets, times or bounds in the manifest cannot be used.",
      "write offsets as partition: offset, and times as 2026-01-31T00:00:00Z"),
  GROUP_BUSY(
      ErrorCategory.CONFIG,
      "Another consumer is a member of the group, so that offsets cannot be committed beside it.",
      "give the stream a group_id of its own"),
  COLUMN_NOT_FOUND(
      ErrorCategory.SCHEMA,
      "A column that the manifest names is not one of the stream.",
      "correct streams[].columns"),
  COLUMNS_CHANGED(
      ErrorCategory.SCHEMA, "The columns of a stream changed while it was read.", "run again"),
  TOPICS_DIFFER(
      ErrorCategory.SCHEMA,
      "The topics of one stream have different columns.",
      "declare streams[].value.columns, or give each topic a stream of its own"),
  CELL_TOO_LARGE(
      ErrorCategory.DATA,
      "A key, a value or the headers are larger than a cell may be.",
      "raise runtime.memory, or leave the column out"),
  TOO_MANY_KEYS(
      ErrorCategory.RESOURCE,
      "A read that cannot be divided has more keys than there is memory to tell which record of each"
          + " is the last.",
      "raise runtime.memory, or choose incremental_merge, which reads such a topic in parts"),
  CORRUPT_RECORD(
      ErrorCategory.DATA,
      "The broker delivered a record whose checksum is wrong.",
      "look into the broker's log and its disk"),
  // Writing.
  RECORD_TOO_LARGE(
      ErrorCategory.DATA,
      "A record is larger than the topic or the client allows.",
      "raise the topic's max.message.bytes and sink.max_request_size, or leave the column out"),
  PRODUCER_FENCED(
      ErrorCategory.DATA,
      "A newer run of the same scope has taken over.",
      "let the newer run finish"),
  TRANSACTION_TIMED_OUT(
      ErrorCategory.RESOURCE,
      "The load took longer than its transaction may last.",
      "raise sink.transaction_timeout, and transaction.max.timeout.ms at the brokers"),
  TRANSACTION_UNKNOWN(
      ErrorCategory.COMMIT_UNKNOWN,
      "It is not known whether the transaction was committed.",
      "run again: what is recorded with the data decides"),
  KEY_INVALID(
      ErrorCategory.DATA,
      "A row has no usable key.",
      "let the key's columns be complete, or choose another sink.key"),
  DELIVERY_FAILED(
      ErrorCategory.TRANSIENT,
      "The brokers did not acknowledge a record in time.",
      "run again; if it repeats, look into the brokers' logs"),
  NOT_ENOUGH_REPLICAS(
      ErrorCategory.TRANSIENT,
      "Fewer replicas are in sync than the topic asks for.",
      "wait for the replicas, or look into the brokers' logs"),
  COLUMN_UNCHANGED(
      ErrorCategory.DATA,
      "A change does not carry a column, and a record holds whole rows.",
      "let the source log whole rows (PostgreSQL: REPLICA IDENTITY FULL), or leave the column out"),
  TRUNCATE_REFUSED(
      ErrorCategory.DATA,
      "The source emptied the table, for which a topic has no record.",
      "reset the state, so that the stream is read whole again"),
  DELETE_REFUSED(
      ErrorCategory.DATA,
      "A row was deleted and sink.deletes is fail.",
      "set sink.deletes to tombstone"),
  CLEANUP_POLICY(
      ErrorCategory.SCHEMA,
      "The topic's cleanup.policy does not allow what the mode needs.",
      "change the topic's cleanup.policy as the message says, or choose another strategy.mode"),
  TIMESTAMP_INVALID(
      ErrorCategory.DATA,
      "A row's timestamp cannot be that of a record.",
      "correct the row, or leave sink.timestamp_column out"),
  PARTITION_INVALID(
      ErrorCategory.DATA,
      "A row names a partition that the topic does not have.",
      "correct the row, or choose another sink.partitioner"),
  COLUMN_MISSING(
      ErrorCategory.CONFIG,
      "The sink names a column that the stream lacks, or that is of the wrong type.",
      "name a column of the stream"),
  KEY_MISSING(
      ErrorCategory.CONFIG, "The mode needs keys, and none are named.", "set strategy.unique_key"),
  PLAN_CHANGED(
      ErrorCategory.SCHEMA,
      "The topic is no longer as it was when the load was planned.",
      "run again, so that the load is planned anew"),
  SCHEMA_CHANGED(
      ErrorCategory.SCHEMA,
      "Rows arrive in other columns than were planned.",
      "run again, so that the load is planned anew"),
  STAGE_LOST(
      ErrorCategory.TRANSIENT,
      "The transaction ended with the process or connection that had opened it.",
      "run again: nothing of it was published"),
  ROWS_LOST(
      ErrorCategory.DATA,
      "The brokers acknowledged other records than were sent.",
      "nothing was published; run again, and report it if it stays"),
  LEDGER_UNFIT(
      ErrorCategory.CONFIG,
      "The topic of loads is missing or not compacted.",
      "let dpone create it, or create it with one partition and cleanup.policy=compact"),
  LEDGER_BLOCKED(
      ErrorCategory.TRANSIENT,
      "The topic of loads cannot be read to its end, since a transaction on it is open.",
      "run the pipeline that died while it committed, or wait until its transaction times out"),
  // State.
  STATE_TOPIC_UNFIT(
      ErrorCategory.CONFIG,
      "The state's topic is not compacted, or has more than one partition.",
      "let dpone create it, or create it with one partition and cleanup.policy=compact"),
  STATE_CONTENDED(
      ErrorCategory.TRANSIENT,
      "Another writer of the same state came in between; nothing was written.",
      "run again; see that no other run of this pipeline uses the same store"),
  // The rest.
  PAYLOAD_UNREADABLE(
      ErrorCategory.INTERNAL,
      "A payload was not written by this connector, or by a newer release of it.",
      "use the release that wrote it, or a newer one"),
  CLUSTER_ERROR(
      ErrorCategory.INTERNAL,
      "The cluster failed in a way that has no code of its own.",
      "look into the brokers' logs");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  KafkaCode(ErrorCategory category, String meaning, String remedy) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stable code, such as {@code KAFKA_TOPIC_NOT_FOUND}. */
  public String code() {
    return "KAFKA_" + name();
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

  /** Starts an error of this code, with its usual remedy. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }
}
