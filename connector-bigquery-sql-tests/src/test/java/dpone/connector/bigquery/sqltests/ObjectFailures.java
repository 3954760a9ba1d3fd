package dpone.connector.bigquery.sqltests;

import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.sqltests.Failures.Again;
import dpone.connector.bigquery.sqltests.Failures.Failure;
import dpone.connector.bigquery.sqltests.Failures.Place;
import java.util.List;
import java.util.Map;

/**
 * Failures that Cloud Storage documents, and those of the job that loads its files.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">Cloud Storage: HTTP
 *     status and error codes</a>
 */
final class ObjectFailures {
  private static final String NO_BUCKET = "The specified bucket does not exist.";
  private static final String DENIED =
      "loader@acme does not have storage.objects.create access to the Google Cloud Storage object.";

  private final List<Failure> all;

  ObjectFailures(List<Failure> all) {
    this.all = all;
  }

  private void add(String name, Place place, Map<String, Object> fault, BqCode code, Again again) {
    all.add(
        new Failure(name, place, fault, code, Failures.at(place, again), Warehouse.THROUGH_BUCKET));
  }

  private void answer(
      int status, String reason, String message, BqCode code, Again again, Place... places) {
    for (Place place : places) {
      Map<String, Object> fault = Map.of("status", status, "reason", reason, "message", message);
      add("HTTP " + status + " " + reason, place, fault, code, again);
    }
  }

  private void job(String reason, String message, BqCode code, Again again) {
    Map<String, Object> fault = Map.of("reason", reason, "message", message);
    add(reason + " '" + message + "'", Place.LOAD, fault, code, again);
  }

  void add() {
    Place[] calls = {Place.LIST, Place.OBJECT_BEGIN, Place.OBJECT_SEND};
    answer(503, "backendError", "scripted", BqCode.BACKEND, Again.CALL, calls);
    answer(429, "rateLimitExceeded", "scripted", BqCode.RATE_LIMITED, Again.CALL, calls);
    answer(403, "forbidden", DENIED, BqCode.PERMISSION_DENIED, Again.NEVER, calls);
    answer(404, "notFound", NO_BUCKET, BqCode.BUCKET_NOT_FOUND, Again.NEVER, calls);
    answer(0, "", "", BqCode.CONNECTION_LOST, Again.CALL, calls);
    Place begin = Place.OBJECT_BEGIN;
    answer(401, "authError", "Invalid Credentials", BqCode.CREDENTIALS, Again.NEVER, begin);
    answer(403, "quotaExceeded", "scripted", BqCode.QUOTA, Again.NEVER, begin);
    answer(403, "accountDisabled", "billing", BqCode.PERMISSION_DENIED, Again.NEVER, begin);
    Place send = Place.OBJECT_SEND;
    answer(412, "conditionNotMet", "scripted", BqCode.DUPLICATE, Again.NEVER, send);
    answer(410, "gone", "scripted", BqCode.UPLOAD_LOST, Again.CALL, send);
    add(
        "other bytes than were sent",
        send,
        Map.of("status", 200, "text", "{\"name\":\"x\",\"size\":\"1\",\"crc32c\":\"AAAAAA==\"}"),
        BqCode.OBJECT_LOST,
        Again.PART);
    job("jobBackendError", "scripted", BqCode.BACKEND, Again.CALL);
    job("stopped", "Job execution was cancelled", BqCode.JOB_CANCELLED, Again.CALL);
    job("notFound", "Not found: URI gs://acme-landing/x", BqCode.OBJECT_LOST, Again.CALL);
    job(
        "invalid",
        "Cannot read and write in different locations: source: US, destination: EU",
        BqCode.WRONG_LOCATION,
        Again.NEVER);
    job(
        "accessDenied",
        "Access Denied: File gs://acme-landing/x: Access Denied",
        BqCode.PERMISSION_DENIED,
        Again.NEVER);
    job("invalid", "Error while reading data", BqCode.INVALID_DATA, Again.NEVER);
  }
}
