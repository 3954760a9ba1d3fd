package dpone.connector.bigquery.error;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.util.List;

/**
 * Every code of this connector: its category, what it means, what to do, and the reasons of
 * BigQuery that lead to it.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/error-messages">BigQuery: error messages</a>
 */
public enum BqCode {
  CONNECTION_REFUSED(
      ErrorCategory.TRANSIENT,
      "Nothing answers at the address of the interface.",
      "check connection.endpoint, and that the network lets the machine reach it"),
  CONNECTION_LOST(
      ErrorCategory.TRANSIENT,
      "The connection broke before the answer was whole.",
      "run again; if it repeats, look at the network and at proxies"),
  ANSWER_TIMEOUT(
      ErrorCategory.TRANSIENT,
      "BigQuery did not answer in time.",
      "raise connection.answer_timeout"),
  TLS(
      ErrorCategory.AUTHENTICATION,
      "An encrypted connection could not be made or the certificate not be verified.",
      "look whether a proxy stands in between; its authority has to be known to the Java runtime"),
  BACKEND(
      ErrorCategory.TRANSIENT,
      "BigQuery failed in a way that passes.",
      "run again; if it repeats, look at the status page of Google Cloud",
      "backendError",
      "internalError",
      "jobBackendError",
      "jobInternalError",
      "tableUnavailable",
      "timeout"),
  RATE_LIMITED(
      ErrorCategory.THROTTLED,
      "Too many calls or jobs in a short time.",
      "run fewer pipelines at once, or lower runtime.parallelism",
      "rateLimitExceeded",
      "jobRateLimitExceeded",
      "userRateLimitExceeded"),
  QUOTA(
      ErrorCategory.QUOTA,
      "What the project may use in a span of time is used up.",
      "wait until the quota is given anew, or ask for a larger one",
      "quotaExceeded",
      "dailyLimitExceeded"),
  BILLING(
      ErrorCategory.QUOTA,
      "Billing is not active, or a limit of costs was met.",
      "let an administrator look at the project's billing, or raise sink.maximum_bytes_billed",
      "billingNotEnabled",
      "billingTierLimitExceeded",
      "bytesBilledLimitExceeded"),
  RESOURCES(
      ErrorCategory.RESOURCE,
      "A statement needs more than BigQuery gives to one.",
      "load less at once, cluster the target by its key, or use a reservation",
      "resourcesExceeded",
      "responseTooLarge",
      "resourceInUse"),
  CREDENTIALS(
      ErrorCategory.AUTHENTICATION,
      "The credentials cannot be used or were refused.",
      "correct connection.credentials and what belongs to it",
      "authError",
      "required",
      "unauthorized"),
  PERMISSION_DENIED(
      ErrorCategory.AUTHENTICATION,
      "The account lacks a permission.",
      "grant roles/bigquery.jobUser on the project and roles/bigquery.dataEditor on the datasets",
      "accessDenied",
      "forbidden"),
  API_DISABLED(
      ErrorCategory.AUTHENTICATION,
      "An interface of Google Cloud is not enabled in the project.",
      "let an administrator run: gcloud services enable bigquery.googleapis.com, and"
          + " storage.googleapis.com where sink.load is cloud_storage",
      "accessNotConfigured"),
  BLOCKED(
      ErrorCategory.AUTHENTICATION,
      "Google blocked the project or its account.",
      "let an administrator ask Google's support",
      "blocked"),
  KEY_UNUSABLE(
      ErrorCategory.AUTHENTICATION,
      "The key of encryption cannot be used.",
      "let BigQuery's service account encrypt and decrypt with sink.kms_key"),
  DATASET_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "The dataset does not exist.",
      "create the dataset, or set sink.create_dataset to true"),
  TABLE_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "The table does not exist.",
      "create it, or set schema_evolution.tables to evolve"),
  BUCKET_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "The bucket does not exist.",
      "create it in the location of the target's dataset, or correct sink.stage_bucket"),
  NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "Something that the statement names does not exist.",
      "look whether project, dataset, table and location are the right ones",
      "notFound"),
  DUPLICATE(
      ErrorCategory.DATA,
      "Something of that name exists already.",
      "run again: what a load makes has a name of its own",
      "duplicate",
      "conditionNotMet"),
  WRONG_LOCATION(
      ErrorCategory.CONFIG,
      "Datasets of one load, or its bucket, are in different locations.",
      "name datasets of one location and a bucket in it; set connection.location to it"),
  INVALID_OPTION(
      ErrorCategory.CONFIG, "An option has a value that cannot be used.", "correct the option"),
  TARGET_IS_NOT_A_TABLE(
      ErrorCategory.CONFIG,
      "The target is a view, an external table, a snapshot or something else that cannot be"
          + " loaded.",
      "name a table"),
  KEY_MISSING(
      ErrorCategory.CONFIG,
      "The mode needs a unique key.",
      "name columns of the stream in strategy.unique_key"),
  COLUMN_NOT_FOUND(
      ErrorCategory.SCHEMA,
      "A column that an option names does not exist.",
      "correct the option, or load the column"),
  COLUMN_MISSING(
      ErrorCategory.SCHEMA,
      "A column of the stream does not exist at the target.",
      "add it, or set schema_evolution.columns to evolve"),
  COLUMN_REQUIRED(
      ErrorCategory.SCHEMA,
      "A required column of the target gets no value.",
      "relax the column, or let the stream deliver it"),
  COLUMN_NAME(
      ErrorCategory.SCHEMA,
      "BigQuery does not take the name of a column.",
      "rename the column at the source, by a query or a view"),
  TYPE_REFUSED(
      ErrorCategory.SCHEMA,
      "BigQuery has no type that takes the column.",
      "cast the column at the source, or leave it out"),
  TYPE_CHANGED(
      ErrorCategory.SCHEMA,
      "The column has another type at the target.",
      "change the column, or set schema_evolution.data_types to evolve where it can be widened"),
  LOSSY_REFUSED(
      ErrorCategory.SCHEMA,
      "The mapping would lose something.",
      "accept it in lossy, or cast the column at the source"),
  HISTORY_COLUMNS(
      ErrorCategory.SCHEMA,
      "The columns that tell a version's validity do not fit.",
      "name other columns in strategy, or give the target those columns"),
  VALUE_OUT_OF_RANGE(
      ErrorCategory.DATA,
      "A value has no place in the type of its column.",
      "correct the value, load another type, or allow rejects"),
  INVALID_DATA(
      ErrorCategory.DATA,
      "BigQuery refused rows or a statement's values.",
      "correct the rows that the message names",
      "invalid",
      "invalidData"),
  INVALID_QUERY(
      ErrorCategory.INTERNAL,
      "BigQuery refused a statement.",
      "if the message names an expression of the manifest, correct it; else report it",
      "invalidQuery"),
  UNSUPPORTED_FEATURE(
      ErrorCategory.CONFIG,
      "BigQuery does not offer something in this project or location.",
      "read the message: an edition, a location or a table's kind may lack it",
      "notImplemented"),
  KEY_DUPLICATE(
      ErrorCategory.DATA,
      "Two rows of the load have the same key.",
      "correct strategy.unique_key, or make the source deliver each key once"),
  KEY_NULL(
      ErrorCategory.DATA,
      "A row of the load has a null in its key.",
      "correct strategy.unique_key, or the rows"),
  EMPTY_SNAPSHOT(
      ErrorCategory.DATA,
      "The snapshot has no row and the target has some.",
      "look whether the source is whole; if it is, set strategy.allow_empty to true"),
  TOO_MANY_DELETES(
      ErrorCategory.DATA,
      "More rows would be deleted than the manifest allows.",
      "look whether the source is whole; if it is, raise strategy.max_delete_ratio"),
  OUTSIDE_CONDITION(
      ErrorCategory.DATA,
      "Rows of the load are not under the condition whose rows they replace.",
      "correct strategy.where, or what is read"),
  ROWS_DROPPED(
      ErrorCategory.DATA,
      "BigQuery holds another number of rows than were sent.",
      "run again; nothing was published"),
  STREAMING_BUFFER(
      ErrorCategory.DATA,
      "The target has rows in its streaming buffer, which no statement may change yet.",
      "wait until they are stored, at most 90 minutes, or let the other writer use load jobs"),
  CONCURRENT_UPDATE(
      ErrorCategory.TRANSIENT,
      "Another transaction changed the same table at the same time.",
      "run again; keep other writers from the target while it is loaded"),
  FENCED(
      ErrorCategory.DATA,
      "A newer run of the same pipeline has taken over.",
      "let the newer run finish"),
  PLAN_CHANGED(ErrorCategory.SCHEMA, "The target changed after the load was planned.", "run again"),
  SCHEMA_CHANGED(
      ErrorCategory.SCHEMA, "Rows arrive in another shape than was planned.", "run again"),
  COMMIT_UNKNOWN(
      ErrorCategory.COMMIT_UNKNOWN,
      "It is not known whether the load was published.",
      "run again: the load is looked up by its id before anything else is done"),
  JOB_CANCELLED(
      ErrorCategory.TRANSIENT, "A job was stopped.", "run again; look who stopped it", "stopped"),
  UPLOAD_LOST(
      ErrorCategory.TRANSIENT,
      "An upload was forgotten before it was whole.",
      "run again; nothing of it was loaded"),
  STREAM_LOST(
      ErrorCategory.TRANSIENT,
      "A write stream was ended or forgotten before it was whole.",
      "run again; nothing of it was loaded"),
  OBJECT_LOST(
      ErrorCategory.TRANSIENT,
      "A file of the stage is gone from its bucket, or is not what was sent.",
      "run again, nothing of it was published; no rule of the bucket may remove files that are"
          + " younger than a load"),
  PAYLOAD_UNREADABLE(
      ErrorCategory.INTERNAL,
      "A payload of a load or a position is not one of this release.",
      "run the release that wrote it, or reset the state"),
  CLOSED(
      ErrorCategory.INTERNAL,
      "A part was closed while it was working.",
      "look for the failure that ended the run"),
  SERVER_ERROR(
      ErrorCategory.INTERNAL,
      "BigQuery failed in a way that has no code of its own.",
      "read the message; report it if it is no fault of the manifest");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> reasons;

  BqCode(ErrorCategory category, String meaning, String remedy, String... reasons) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
    this.reasons = List.of(reasons);
  }

  /** The stable code, such as {@code BIGQUERY_TABLE_NOT_FOUND}. */
  public String code() {
    return "BIGQUERY_" + name();
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

  /** The reasons of BigQuery that lead to it. */
  public List<String> reasons() {
    return reasons;
  }

  /** Starts an error of this code, with its usual remedy. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }
}
