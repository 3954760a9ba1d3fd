package dpone.connector.bigquery.error;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.ErrorCategory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class BqErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | rateLimitExceeded    | Exceeded rate limits                          | RATE_LIMITED"
            + " | THROTTLED",
        "400 | jobRateLimitExceeded | Exceeded rate limits                          | RATE_LIMITED"
            + " | THROTTLED",
        "429 | ''                   | slow down                                     | RATE_LIMITED"
            + " | THROTTLED",
        "403 | quotaExceeded        | Quota exceeded: loads per day                 | QUOTA |"
            + " QUOTA",
        "503 | backendError         | Service unavailable                           | BACKEND |"
            + " TRANSIENT",
        "0   | jobInternalError     | internal                                      | BACKEND |"
            + " TRANSIENT",
        "502 | ''                   | bad gateway                                   | BACKEND |"
            + " TRANSIENT",
        "401 | authError            | Invalid credentials                           | CREDENTIALS |"
            + " AUTHENTICATION",
        "403 | accessDenied         | Access Denied: Table p:d.t                    |"
            + " PERMISSION_DENIED | AUTHENTICATION",
        "403 | billingNotEnabled    | Billing has not been enabled                  | BILLING |"
            + " QUOTA",
        "404 | notFound             | Not found: Dataset p:d                        |"
            + " DATASET_NOT_FOUND | NOT_FOUND",
        "404 | notFound             | Not found: Dataset p:d was not found in location US |"
            + " WRONG_LOCATION | CONFIG",
        "404 | notFound             | Not found: Table p:d.t                        |"
            + " TABLE_NOT_FOUND | NOT_FOUND",
        "404 | notFound             | Not found: Job p:j                            | NOT_FOUND |"
            + " NOT_FOUND",
        "409 | duplicate            | Already Exists: Job p:j                       | DUPLICATE |"
            + " DATA",
        "0   | invalidQuery         | Syntax error: Unexpected end at [1:3]         | INVALID_QUERY"
            + " | INTERNAL",
        "0   | invalidQuery         | Transaction is aborted due to concurrent update against table"
            + " p:d.t | CONCURRENT_UPDATE | TRANSIENT",
        "0   | invalidQuery         | Assertion failed: DPONE_FENCED                | FENCED |"
            + " DATA",
        "0   | invalidQuery         | UPDATE or DELETE statement over table p.d.t would affect rows"
            + " in the streaming buffer | STREAMING_BUFFER | DATA",
        "0   | invalidQuery         | numeric overflow: 1 + 1                       | INVALID_DATA"
            + " | DATA",
        "0   | invalidQuery         | UPDATE/MERGE must match at most one source row for each"
            + " target row | INVALID_DATA | DATA",
        "0   | resourcesExceeded    | Resources exceeded during query execution     | RESOURCES |"
            + " RESOURCE",
        "0   | stopped              | Job execution was cancelled                   | JOB_CANCELLED"
            + " | TRANSIENT",
        "404 | notFound             | The specified bucket does not exist           |"
            + " BUCKET_NOT_FOUND | NOT_FOUND",
        "0   | notFound             | Not found: URI gs://b/x.avro                  | OBJECT_LOST |"
            + " TRANSIENT",
        "0   | invalid              | Cannot read and write in different locations: source: US,"
            + " destination: EU | WRONG_LOCATION | CONFIG",
        "412 | conditionNotMet      | a pre-condition did not hold                  | DUPLICATE |"
            + " DATA",
        "400 | whatever             | something new                                 | SERVER_ERROR"
            + " | INTERNAL",
      })
  void theReasonDecides(
      int status, String reason, String message, BqCode code, ErrorCategory category) {
    var failure = BqErrors.answer("loading", status, reason, message, null);
    assertThat(failure.code()).isEqualTo(code.code());
    assertThat(failure.category()).isEqualTo(category);
    assertThat(failure.remedy()).isNotEmpty();
    assertThat(failure.what()).startsWith("loading: " + message);
  }

  @Test
  void aReasonLeadsToOneCode() {
    List<String> reasons =
        Arrays.stream(BqCode.values()).flatMap(code -> code.reasons().stream()).toList();
    assertThat(reasons).doesNotHaveDuplicates();
  }
}
