package dpone.connector.bigquery.sqltests;

import dpone.connector.bigquery.error.BqCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Failures that BigQuery documents, each where a load meets it, and what is to become of it.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/error-messages">BigQuery: error messages</a>
 */
final class Failures {
  /** Where a load meets a failure. */
  enum Place {
    /** Asking for a table. */
    LOOK("GET /bigquery/.*/tables/orders"),
    /** Starting a job. */
    START("POST /bigquery/.*/jobs"),
    /** Beginning an upload. */
    BEGIN("POST /upload/.*"),
    /** Sending rows. */
    SEND("PUT /upload/.*"),
    /** Looking for stages in the bucket. */
    LIST("GET /storage/.*/o"),
    /** Beginning the upload of an object. */
    OBJECT_BEGIN("POST /upload/storage/.*"),
    /** Sending an object. */
    OBJECT_SEND("PUT /upload/storage/.*"),
    /** The job that loads rows. */
    LOAD("\"load\":"),
    /** The job that puts parts together. */
    COPY("\"copy\":"),
    /** The statement that looks at the stage. */
    CHECK("SELECT COUNT(*), 0, 0"),
    /** The transaction. */
    COMMIT("BEGIN TRANSACTION");

    private final String what;

    Place(String what) {
      this.what = what;
    }

    boolean ofJob() {
      return compareTo(LOAD) >= 0;
    }

    boolean ofPart() {
      return this == BEGIN || this == SEND || this == OBJECT_BEGIN || this == OBJECT_SEND;
    }

    boolean reads() {
      return this == LOOK || this == LIST;
    }
  }

  /** Who tries again. */
  enum Again {
    /** The call itself. */
    CALL,
    /** The call, and then the part of the load. */
    CALL_AND_PART,
    /** The part of the load, into another table. */
    PART,
    /** Nobody. */
    NEVER
  }

  /**
   * A failure.
   *
   * @param name what happens, for a reader
   * @param place where
   * @param fault for the double
   * @param code what a run ends with if it goes on
   * @param again who tries again
   * @param options of the sink that meets it
   */
  record Failure(
      String name,
      Place place,
      Map<String, Object> fault,
      BqCode code,
      Again again,
      Map<String, String> options) {
    Failure(String name, Place place, Map<String, Object> fault, BqCode code, Again again) {
      this(name, place, fault, code, again, Map.of());
    }

    @Override
    public String toString() {
      return name + " at " + place + (options.isEmpty() ? "" : ", through a bucket");
    }

    /** The fault, so many times. */
    Map<String, Object> times(int times) {
      Map<String, Object> all = new java.util.TreeMap<>(fault);
      all.put("request", place.what);
      all.put("ofJob", place.ofJob());
      all.put("times", times);
      return all;
    }
  }

  private final List<Failure> all = new ArrayList<>();

  private Failures() {
    answers();
    uploads();
    jobs();
    transactions();
  }

  static List<Failure> all() {
    Failures known = new Failures();
    new ObjectFailures(known.all).add();
    return known.all;
  }

  private void answer(int status, String reason, BqCode code, Again again, Place... places) {
    for (Place place : places) {
      Map<String, Object> fault = Map.of("status", status, "reason", reason, "message", "scripted");
      all.add(new Failure("HTTP " + status + " " + reason, place, fault, code, at(place, again)));
    }
  }

  /** What is sent belongs to a part, which is moved again when its calls are given up. */
  static Again at(Place place, Again again) {
    return again == Again.CALL && place.ofPart() ? Again.CALL_AND_PART : again;
  }

  private void answers() {
    Place[] calls = {Place.LOOK, Place.START, Place.BEGIN, Place.SEND};
    answer(503, "backendError", BqCode.BACKEND, Again.CALL, calls);
    answer(500, "internalError", BqCode.BACKEND, Again.CALL, calls);
    answer(429, "rateLimitExceeded", BqCode.RATE_LIMITED, Again.CALL, calls);
    answer(403, "rateLimitExceeded", BqCode.RATE_LIMITED, Again.CALL, calls);
    answer(403, "quotaExceeded", BqCode.QUOTA, Again.NEVER, calls);
    answer(403, "accessDenied", BqCode.PERMISSION_DENIED, Again.NEVER, calls);
    answer(403, "billingNotEnabled", BqCode.BILLING, Again.NEVER, calls);
    answer(403, "accessNotConfigured", BqCode.API_DISABLED, Again.NEVER, Place.LOOK);
    answer(403, "blocked", BqCode.BLOCKED, Again.NEVER, Place.START);
    answer(401, "authError", BqCode.CREDENTIALS, Again.NEVER, calls);
    answer(501, "notImplemented", BqCode.UNSUPPORTED_FEATURE, Again.NEVER, Place.START);
    answer(400, "invalid", BqCode.INVALID_DATA, Again.NEVER, Place.START);
    // A job of that id that nobody can find afterwards.
    answer(409, "duplicate", BqCode.DUPLICATE, Again.NEVER, Place.START);
    // The connection breaks.
    answer(0, "", BqCode.CONNECTION_LOST, Again.CALL, calls);
    for (Place place : calls) {
      all.add(
          new Failure(
              "a proxy's page of HTTP 502",
              place,
              Map.of("status", 502, "text", "<html>Bad Gateway</html>"),
              BqCode.BACKEND,
              at(place, Again.CALL)));
    }
  }

  private void uploads() {
    answer(410, "gone", BqCode.UPLOAD_LOST, Again.CALL_AND_PART, Place.SEND);
    answer(404, "notFound", BqCode.UPLOAD_LOST, Again.CALL_AND_PART, Place.SEND);
  }

  private void job(String reason, String message, BqCode code, Again again, Place... places) {
    for (Place place : places) {
      all.add(
          new Failure(
              reason + (message.equals("scripted") ? "" : " '" + message + "'"),
              place,
              Map.of("reason", reason, "message", message),
              code,
              again));
    }
  }

  private void jobs() {
    for (Place place : List.of(Place.LOAD, Place.COPY, Place.CHECK, Place.COMMIT)) {
      Again again =
          switch (place) {
            case LOAD -> Again.PART;
            case CHECK -> Again.CALL;
            default -> Again.NEVER;
          };
      for (String reason :
          List.of("jobInternalError", "jobBackendError", "backendError", "tableUnavailable")) {
        job(reason, "scripted", BqCode.BACKEND, again, place);
      }
      job("jobRateLimitExceeded", "scripted", BqCode.RATE_LIMITED, again, place);
      job("stopped", "Job execution was cancelled", BqCode.JOB_CANCELLED, again, place);
      job("quotaExceeded", "scripted", BqCode.QUOTA, Again.NEVER, place);
      job("accessDenied", "Access Denied: Table", BqCode.PERMISSION_DENIED, Again.NEVER, place);
      job("resourcesExceeded", "scripted", BqCode.RESOURCES, Again.NEVER, place);
      job("notFound", "Not found: Table acme:x", BqCode.TABLE_NOT_FOUND, Again.NEVER, place);
      job("notFound", "Not found: Dataset acme:x", BqCode.DATASET_NOT_FOUND, Again.NEVER, place);
      job(
          "notFound",
          "Not found: Dataset acme:x was not found in location EU",
          BqCode.WRONG_LOCATION,
          Again.NEVER,
          place);
      job("accessDenied", "Cloud KMS key", BqCode.KEY_UNUSABLE, Again.NEVER, place);
    }
    all.add(
        new Failure(
            "rows that are refused, listed one by one",
            Place.LOAD,
            Map.of(
                "reason",
                "invalid",
                "message",
                "Error while reading data",
                "errors",
                List.of(
                    Map.of("reason", "invalid", "message", "bad value in row 3"),
                    Map.of("reason", "invalid", "message", "bad value", "location", "row 7"))),
            BqCode.INVALID_DATA,
            Again.NEVER));
  }

  private void transactions() {
    job("responseTooLarge", "scripted", BqCode.RESOURCES, Again.NEVER, Place.CHECK);
    job(
        "bytesBilledLimitExceeded",
        "scripted",
        BqCode.BILLING,
        Again.NEVER,
        Place.CHECK,
        Place.COMMIT);
    job("invalidQuery", "Syntax error", BqCode.INVALID_QUERY, Again.NEVER, Place.COMMIT);
    job(
        "invalidQuery",
        "Value of NUMERIC out of range",
        BqCode.INVALID_DATA,
        Again.NEVER,
        Place.COMMIT);
    job(
        "invalidQuery",
        "Transaction is aborted due to concurrent update against table acme:shop.orders",
        BqCode.CONCURRENT_UPDATE,
        Again.NEVER,
        Place.COMMIT);
    job(
        "invalidQuery",
        "UPDATE or DELETE statement over table orders would affect rows in the streaming buffer",
        BqCode.STREAMING_BUFFER,
        Again.NEVER,
        Place.COMMIT);
    job("timeout", "scripted", BqCode.BACKEND, Again.NEVER, Place.COMMIT);
    job("somethingNew", "scripted", BqCode.SERVER_ERROR, Again.NEVER, Place.LOAD, Place.COMMIT);
  }
}
