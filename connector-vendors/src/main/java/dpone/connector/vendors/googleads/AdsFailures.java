package dpone.connector.vendors.googleads;

import com.google.ads.googleads.v23.errors.GoogleAdsError;
import com.google.ads.googleads.v23.errors.GoogleAdsFailure;
import com.google.ads.googleads.v23.errors.QuotaErrorEnum.QuotaError;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.Redactor;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which failure is which, in words without secrets. Thread-safe.
 *
 * @see <a href="https://developers.google.com/google-ads/api/docs/get-started/handle-errors">the
 *     vendor's page</a>
 */
final class AdsFailures {
  /** What the API says about a failure, beside its status. */
  static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of(
          "google.ads.googleads." + AdsVersion.NAME + ".errors.googleadsfailure-bin",
          Metadata.BINARY_BYTE_MARSHALLER);

  /** By this the vendor's support finds a request. */
  static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("request-id", Metadata.ASCII_STRING_MARSHALLER);

  /** A longer wait than this is the quota of a day. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final Redactor redactor;

  AdsFailures(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * The failure of a call.
   *
   * @param call what was asked, for the message
   * @param trailers what came with the status; may be null
   */
  DponeException of(String call, Status status, @Nullable Metadata trailers) {
    GoogleAdsFailure failure = details(trailers);
    HttpCode code = code(status);
    Duration wait = null;
    List<String> words = new ArrayList<>();
    String remedy = "";
    for (GoogleAdsError error : failure.getErrorsList()) {
      words.add(words(error));
      if (error.getErrorCode().hasQuotaError()) {
        Duration asked = delay(error);
        code = quota(error.getErrorCode().getQuotaError(), asked);
        wait = code == HttpCode.THROTTLED && !asked.isZero() ? asked : wait;
      } else if (error.getErrorCode().hasRequestError()
          && error.getErrorCode().getRequestError().name().equals("UNSUPPORTED_VERSION")) {
        remedy = "use a release of the connector that speaks a version which is still answered";
      }
    }
    if (words.isEmpty()) {
      String said = status.getDescription();
      words.add(said == null ? status.getCode().name() : status.getCode().name() + ": " + said);
    }
    String request = trailers == null ? null : trailers.get(REQUEST_ID);
    String id = request == null ? "" : " [request " + request + "]";
    DponeException.Builder error =
        code.error(redactor.start(call + ": " + String.join("; ", words) + id)).retryAfter(wait);
    if (!remedy.isEmpty()) {
      error.remedy(remedy);
    }
    return error.build();
  }

  private static GoogleAdsFailure details(@Nullable Metadata trailers) {
    byte[] bytes = trailers == null ? null : trailers.get(DETAILS);
    if (bytes == null) {
      return GoogleAdsFailure.getDefaultInstance();
    }
    try {
      return GoogleAdsFailure.parseFrom(bytes);
    } catch (InvalidProtocolBufferException unreadable) {
      return GoogleAdsFailure.getDefaultInstance();
    }
  }

  /** Which error it is, and where in the query, such as {@code query_error BAD_FIELD_NAME}. */
  private static String words(GoogleAdsError error) {
    StringBuilder words = new StringBuilder();
    Message code = error.getErrorCode();
    code.getAllFields()
        .forEach((field, value) -> words.append(field.getName()).append(' ').append(value));
    words.append(words.isEmpty() ? "" : ": ").append(error.getMessage());
    if (error.getDetails().hasQuotaErrorDetails()) {
      words
          .append(" (")
          .append(error.getDetails().getQuotaErrorDetails().getRateName())
          .append(')');
    }
    return words.toString();
  }

  private static Duration delay(GoogleAdsError error) {
    com.google.protobuf.Duration delay = error.getDetails().getQuotaErrorDetails().getRetryDelay();
    return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
  }

  /** Whether it passes soon, or is the quota of a day. */
  private static HttpCode quota(QuotaError error, Duration wait) {
    return switch (error) {
      case ACCESS_PROHIBITED -> HttpCode.FORBIDDEN;
      case RESOURCE_TEMPORARILY_EXHAUSTED, EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION ->
          wait.compareTo(LONGEST_WAIT) > 0 ? HttpCode.QUOTA : HttpCode.THROTTLED;
      default ->
          !wait.isZero() && wait.compareTo(LONGEST_WAIT) <= 0 ? HttpCode.THROTTLED : HttpCode.QUOTA;
    };
  }

  private static HttpCode code(Status status) {
    return switch (status.getCode()) {
      case UNAUTHENTICATED -> HttpCode.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpCode.FORBIDDEN;
      case NOT_FOUND -> HttpCode.NOT_FOUND;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, ALREADY_EXISTS, UNIMPLEMENTED ->
          HttpCode.BAD_REQUEST;
      case DEADLINE_EXCEEDED -> HttpCode.TIMEOUT;
      case UNAVAILABLE -> unavailable(status);
      case RESOURCE_EXHAUSTED -> exhausted(status);
      case DATA_LOSS -> HttpCode.TRUNCATED;
      case CANCELLED -> HttpCode.CONNECTION_LOST;
      default -> HttpCode.SERVER_ERROR;
    };
  }

  private static HttpCode unavailable(Status status) {
    Throwable cause = status.getCause();
    while (cause != null) {
      if (cause instanceof java.net.ConnectException
          || cause instanceof java.net.UnknownHostException) {
        return HttpCode.UNREACHABLE;
      }
      if (cause instanceof javax.net.ssl.SSLException) {
        return HttpCode.TLS;
      }
      if (cause instanceof java.io.IOException) {
        return HttpCode.CONNECTION_LOST;
      }
      cause = cause.getCause();
    }
    String said = String.valueOf(status.getDescription());
    return said.contains("closed") || said.contains("reset")
        ? HttpCode.CONNECTION_LOST
        : HttpCode.SERVER_ERROR;
  }

  /** The transport's own bound has the same status as a quota. */
  private static HttpCode exhausted(Status status) {
    return String.valueOf(status.getDescription()).contains("exceeds maximum size")
        ? HttpCode.TOO_LARGE
        : HttpCode.QUOTA;
  }
}
