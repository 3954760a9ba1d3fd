package dpone.connector.mssql.error;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.util.Arrays;
import java.util.List;

/**
 * Every code of this connector: its category, what it means, what to do, and the error numbers of
 * the server that lead to it (Microsoft, "Database Engine events and errors").
 */
public enum MsCode {
  CONNECTION_REFUSED(
      ErrorCategory.TRANSIENT,
      "Nothing answers at host and port.",
      "check host and port, and that the server runs and lets TCP/IP connections in"),
  CONNECTION_LOST(
      ErrorCategory.TRANSIENT,
      "The connection broke, or the server ended it.",
      "run again; if it repeats, look into the server's log",
      64,
      233,
      596,
      1236,
      10053,
      10054,
      10060,
      10061),
  CLOSED(
      ErrorCategory.INTERNAL,
      "A part was closed while it was working.",
      "look for the failure that ended the run"),
  SERVER_STARTING(
      ErrorCategory.TRANSIENT,
      "The server or the database is starting, stopping, recovering or failing over, or in the hands of"
          + " an administrator.",
      "wait until it accepts connections",
      615,
      921,
      922,
      924,
      926,
      927,
      942,
      952,
      976,
      982,
      983,
      4221,
      6005,
      17142,
      18401,
      18451,
      18461,
      40143,
      40197,
      40613,
      42108,
      42109),
  THROTTLED(
      ErrorCategory.THROTTLED,
      "The server has no room for more work or connections now.",
      "run fewer pipelines at once, or give the server more resources",
      1204,
      8645,
      8651,
      10928,
      10929,
      10936,
      17809,
      17830,
      40501,
      49918,
      49919,
      49920),
  DEADLOCK(
      ErrorCategory.TRANSIENT,
      "The server ended the transaction in favour of another: a deadlock, or changes of the same rows of"
          + " a table in memory.",
      "run again; if it repeats, load at another time than the other writers",
      1205,
      41301,
      41302,
      41305,
      41325),
  LOCK_TIMEOUT(
      ErrorCategory.TRANSIENT,
      "A lock was not to be had within connection.lock_timeout.",
      "end the transaction that holds it, or raise connection.lock_timeout",
      1222),
  SNAPSHOT_CONFLICT(
      ErrorCategory.TRANSIENT,
      "The consistent view of the source was lost: a change of a table's definition, or row versions"
          + " that are gone.",
      "run again; if it repeats, give tempdb more room, or change definitions at another time",
      3958,
      3960,
      3961,
      3966),
  STATEMENT_TIMEOUT(
      ErrorCategory.TRANSIENT,
      "A statement took longer than connection.query_timeout.",
      "raise connection.query_timeout"),
  TLS(
      ErrorCategory.AUTHENTICATION,
      "An encrypted connection could not be made or the server's certificate not be verified.",
      "set connection.trust_store or connection.server_certificate to the authority of the server's"
          + " certificate, or connection.host_name_in_certificate to the name that is in it"),
  TLS_UNTRUSTED(
      ErrorCategory.AUTHENTICATION,
      "The server's certificate is expired, or signed by nobody who is trusted.",
      "set connection.trust_store to a key store with the authority's certificate, or give the server"
          + " a certificate of a known authority; a fresh server has signed its own"),
  TLS_WRONG_NAME(
      ErrorCategory.AUTHENTICATION,
      "The server's certificate is for another name.",
      "write connection.host as the certificate names it, or set"
          + " connection.host_name_in_certificate"),
  AUTHENTICATION(
      ErrorCategory.AUTHENTICATION,
      "The server refused user or password, or the directory refused the identity.",
      "check connection.user and connection.password, and that the login is enabled",
      18450,
      18452,
      18456,
      18458,
      18470,
      18486,
      18487,
      18488,
      40532),
  ADDRESS_REFUSED(
      ErrorCategory.AUTHENTICATION,
      "The firewall of the server does not let this address in.",
      "let an administrator add a firewall rule for the address in the message",
      40615,
      47073),
  DRIVER_MISSING(
      ErrorCategory.CONFIG,
      "connection.authentication needs a library that is not there.",
      "put com.microsoft.azure:msal4j and what it needs into connectors/mssql/drivers"),
  PERMISSION_DENIED(
      ErrorCategory.AUTHENTICATION,
      "The user lacks a permission.",
      "let the owner grant what the message names",
      229,
      230,
      262,
      297,
      300,
      916,
      1088,
      3701,
      15151,
      15247),
  DATABASE_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "There is no such database, or the login may not open it.",
      "check connection.database, and that the login has a user in it",
      911,
      4060,
      4063,
      4064),
  TABLE_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "There is no such table or view.",
      "check the name and its schema",
      208,
      2706,
      4902),
  COLUMN_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "There is no such column.",
      "correct the name in the manifest",
      207,
      4924),
  SCHEMA_NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "There is no such schema.",
      "correct the name, or let the owner create it",
      2760),
  INVALID_NAME(
      ErrorCategory.CONFIG,
      "A name in the manifest cannot be read.",
      "write table, schema.table or database.schema.table, in brackets where a part needs it"),
  INVALID_OPTION(
      ErrorCategory.CONFIG, "An option has a value that does not work here.", "correct the option"),
  INVALID_SQL(
      ErrorCategory.CONFIG,
      "A query or condition of the manifest is not T-SQL that the server can run.",
      "correct it where the message says",
      102,
      105,
      137,
      156,
      170,
      195,
      206,
      209,
      257,
      402,
      448,
      468,
      529,
      1033,
      4104,
      4145,
      8120,
      8155,
      8156,
      8622),
  STANDBY(
      ErrorCategory.CONFIG,
      "The database is read-only: a secondary replica, or set so.",
      "connect a sink or state to the primary, with connection.application_intent read_write",
      978,
      979,
      3906),
  TYPE_UNMAPPED(
      ErrorCategory.SCHEMA,
      "A column has a type that cannot be carried over.",
      "cast the column in a query, or leave it out of columns"),
  TYPE_DRIFT(
      ErrorCategory.SCHEMA,
      "A column of the target has another type than the stream's.",
      "change the target's column, cast at the source, or name the column in sink.allow_lossy where"
          + " the message says that this helps"),
  SCHEMA_DRIFT(
      ErrorCategory.SCHEMA,
      "The target's columns are not those of the stream, and the policy forbids to follow.",
      "change the target, or sink.schema_evolution"),
  SCHEMA_CHANGED(
      ErrorCategory.SCHEMA,
      "The columns of a stream changed after they were described.",
      "run again"),
  PLAN_CHANGED(
      ErrorCategory.TRANSIENT,
      "The target changed between planning and staging, or while it was published.",
      "run again",
      2705,
      2714,
      4950,
      7722),
  SNAPSHOT_UNAVAILABLE(
      ErrorCategory.CONFIG,
      "The database does not allow snapshot isolation, or keeps no row versions for this table.",
      "run ALTER DATABASE ... SET ALLOW_SNAPSHOT_ISOLATION ON, or choose another source.isolation",
      3952,
      41332,
      41333),
  KEY_MISSING(
      ErrorCategory.CONFIG,
      "The load mode needs a key that the manifest or the stream does not give.",
      "name columns of the stream in strategy.unique_key"),
  KEY_NULL(
      ErrorCategory.DATA,
      "A staged row has no value in a column of the key.",
      "choose a key without nulls, or filter the rows at the source"),
  KEY_DUPLICATE(
      ErrorCategory.DATA,
      "Several staged rows have the same key.",
      "choose a key that tells rows apart under the target's collation, or remove the doubles at the"
          + " source"),
  ROWS_LOST(
      ErrorCategory.DATA,
      "The stage does not hold as many rows as the server acknowledged.",
      "run again; if it repeats, somebody else changes the stage"),
  OPTION_UNSUPPORTED(
      ErrorCategory.CONFIG,
      "The target cannot be loaded in the way that the manifest asks for.",
      "choose another strategy or sink option, as the message says"),
  PARTITION_SHARED(
      ErrorCategory.DATA,
      "A partition that would be switched away holds values that the load does not replace.",
      "load all values of a partition at once, divide the target by each value, or leave sink.publish"
          + " out"),
  SWITCH_REFUSED(
      ErrorCategory.SCHEMA,
      "The server does not switch rows between the stage and the target.",
      "look at what the message names; run again if the target was altered meanwhile, or leave"
          + " sink.publish out",
      4900,
      4904,
      4905,
      4906,
      4907,
      4908,
      4909,
      4911,
      4912,
      4913,
      4914,
      4915,
      4918,
      4938,
      4939,
      4940,
      4941,
      4942,
      4943,
      4944,
      4945,
      4946,
      4947,
      4948,
      4949,
      4951,
      4952,
      4953,
      4954,
      4955,
      4956,
      4957,
      4958,
      4959,
      4960,
      4961,
      4962,
      4963,
      4964,
      4965,
      4966,
      4967,
      4968,
      4969,
      4970,
      4971,
      4972,
      4973,
      4974,
      4975,
      4976,
      4977,
      4978,
      4979,
      4980,
      4981,
      4982,
      4983,
      4984,
      4985,
      4986,
      4987,
      4993,
      3756,
      7729,
      7733,
      11400,
      11401,
      11402,
      11403,
      11404,
      11405,
      11406,
      11412,
      13577),
  CONSTRAINT(
      ErrorCategory.DATA,
      "A row breaks a constraint, a unique index or a trigger of the target.",
      "correct the rows or the constraint; nothing was published",
      515,
      547,
      1505,
      2601,
      2627,
      3621,
      4712),
  VALUE_OUT_OF_RANGE(
      ErrorCategory.DATA,
      "A value does not fit into its column.",
      "widen the column, or filter the rows at the source",
      220,
      232,
      241,
      242,
      245,
      248,
      295,
      296,
      517,
      2628,
      8114,
      8115,
      8134,
      8152,
      9807,
      9809),
  VALUE_MALFORMED(
      ErrorCategory.DATA,
      "A value is not of the form that its column asks for.",
      "correct the rows at the source",
      6522,
      9400,
      9420,
      9436,
      13608,
      13609),
  BULK_REFUSED(
      ErrorCategory.DATA,
      "The server refused rows of a bulk load.",
      "look at the column that the message names; nothing was published",
      4815,
      4816,
      4819,
      4863,
      4864,
      4866,
      4867,
      4869,
      4891,
      7339),
  DISK_FULL(
      ErrorCategory.RESOURCE,
      "A file of the database, its log or tempdb is full.",
      "give the database more room, or back its log up",
      1101,
      1105,
      3967,
      9002,
      40544,
      40551,
      40552),
  MEMORY(
      ErrorCategory.RESOURCE,
      "The server has no memory left for the statement.",
      "give the server more memory, or load less at once",
      701,
      802,
      8657,
      40553,
      41805,
      41823,
      41840),
  DAMAGED(
      ErrorCategory.INTERNAL,
      "The server found damage in the database, or could not read or write a file of it.",
      "let an administrator look into the server's log and run DBCC CHECKDB; nothing was published",
      605,
      823,
      824),
  LOG_POSITION_LOST(
      ErrorCategory.DATA,
      "The server no longer holds the changes after the stored position.",
      "reset the pipeline's state, so that the next run starts with a new snapshot, and keep changes"
          + " for longer than the pause between runs",
      313),
  CDC_DISABLED(
      ErrorCategory.CONFIG,
      "Change data capture or change tracking is not enabled for the database or the table.",
      "let an administrator run the statements that the message names",
      22901,
      22981,
      22105),
  CDC_INSTANCE_CHANGED(
      ErrorCategory.DATA,
      "The capture instance of the position is gone or was made anew.",
      "reset the pipeline's state, so that the next run starts with a new snapshot"),
  FENCED(
      ErrorCategory.TRANSIENT,
      "A newer run of the same pipeline has taken over.",
      "let the newer run go on"),
  COMMIT_UNKNOWN(
      ErrorCategory.COMMIT_UNKNOWN,
      "The connection broke while a transaction was being committed.",
      "run again: the next run looks up what became of it"),
  BUSY(
      ErrorCategory.TRANSIENT,
      "Another run of the same pipeline is publishing.",
      "wait until it is done"),
  PAYLOAD_UNREADABLE(
      ErrorCategory.INTERNAL,
      "Data that this connector wrote earlier cannot be read.",
      "run with the release that wrote it, or reset the pipeline's state"),
  SERVER_ERROR(
      ErrorCategory.INTERNAL,
      "The server failed in a way that has no code of its own.",
      "look into the server's log");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Integer> numbers;

  MsCode(ErrorCategory category, String meaning, String remedy, Integer... numbers) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
    this.numbers = List.of(numbers);
  }

  /** The stable code, such as {@code MSSQL_TABLE_NOT_FOUND}. */
  public String code() {
    return "MSSQL_" + name();
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

  /** Error numbers of the server that lead to it. */
  public List<Integer> serverCodes() {
    return numbers;
  }

  /** Starts an error of this code, with its usual remedy. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }

  /** The code of an error number; {@link #SERVER_ERROR} for one that has none of its own. */
  public static MsCode ofNumber(int number) {
    return Arrays.stream(values())
        .filter(code -> code.numbers.contains(number))
        .findFirst()
        .orElse(SERVER_ERROR);
  }
}
