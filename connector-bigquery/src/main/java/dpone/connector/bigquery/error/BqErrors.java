package dpone.connector.bigquery.error;

import dpone.spi.error.DponeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what BigQuery answers, and what the network does, into the errors of the SPI. */
public final class BqErrors {
  private static final int LONGEST = 2_000;

  private BqErrors() {}

  /**
   * The code of a failure. The reason decides; some reasons stand for several things, which their
   * message tells apart.
   *
   * @param status of the HTTP answer; 0 where a job failed
   * @param reason such as {@code rateLimitExceeded}; empty if there is none
   * @param message BigQuery's own
   */
  public static BqCode code(int status, String reason, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (text.contains("dpone_fenced")) {
      return BqCode.FENCED;
    }
    if (text.contains("streaming buffer")) {
      return BqCode.STREAMING_BUFFER;
    }
    if (text.contains("concurrent update") || text.contains("could not serialize access")) {
      return BqCode.CONCURRENT_UPDATE;
    }
    if (text.contains("cloud kms") || text.contains("cloudkms")) {
      return BqCode.KEY_UNUSABLE;
    }
    if (text.contains("read and write in different locations")
        || text.contains("cannot read in location")) {
      return BqCode.WRONG_LOCATION;
    }
    if (reason.equals("notFound")) {
      if (text.contains("bucket does not exist")) {
        return BqCode.BUCKET_NOT_FOUND;
      }
      if (text.contains("not found: uri")) {
        return BqCode.OBJECT_LOST;
      }
      if (text.contains("not found: dataset")) {
        return text.contains("in location") ? BqCode.WRONG_LOCATION : BqCode.DATASET_NOT_FOUND;
      }
      return text.contains("not found: table") ? BqCode.TABLE_NOT_FOUND : BqCode.NOT_FOUND;
    }
    // A value that does not fit is told with the reason of a wrong statement.
    if (reason.equals("invalidQuery") && isOfData(text)) {
      return BqCode.INVALID_DATA;
    }
    for (BqCode code : BqCode.values()) {
      if (code.reasons().contains(reason)) {
        return code;
      }
    }
    return ofStatus(status);
  }

  private static boolean isOfData(String text) {
    return text.contains("out of range")
        || text.contains("overflow")
        || text.contains("must match at most one source row")
        || text.contains("bad ")
        || text.contains("cannot be null")
        || text.contains("could not cast")
        || (text.contains("invalid ") && text.contains("value"));
  }

  private static BqCode ofStatus(int status) {
    return switch (status) {
      case 401 -> BqCode.CREDENTIALS;
      case 403 -> BqCode.PERMISSION_DENIED;
      case 404 -> BqCode.NOT_FOUND;
      case 408, 429 -> status == 429 ? BqCode.RATE_LIMITED : BqCode.BACKEND;
      case 409, 412 -> BqCode.DUPLICATE;
      case 500, 502, 503, 504 -> BqCode.BACKEND;
      default -> BqCode.SERVER_ERROR;
    };
  }

  /**
   * The error of an answer or of a job.
   *
   * @param doing what was being done, such as {@code loading shop.orders}
   * @param retryAfter how long BigQuery asked to wait, or null
   */
  public static DponeException answer(
      String doing, int status, String reason, String message, @Nullable Duration retryAfter) {
    String told = shortened(message);
    String numbers =
        reason.isEmpty()
            ? (status == 0 ? "" : " [HTTP " + status + "]")
            : " [" + (status == 0 ? "" : "HTTP " + status + ", ") + reason + "]";
    BqCode code = code(status, reason, message);
    DponeException.Builder error =
        code.error(doing + ": " + (told.isEmpty() ? "no message" : told) + numbers)
            .retryAfter(retryAfter);
    if (code == BqCode.PERMISSION_DENIED
        && (message.contains("storage.") || message.contains("gs://"))) {
      error.remedy("grant roles/storage.objectUser on the bucket of sink.stage_bucket");
    }
    return error.build();
  }

  /** The error of a call that the network ended. */
  public static DponeException network(String doing, Throwable failure) {
    BqCode code = BqCode.CONNECTION_LOST;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        code = BqCode.TLS;
        break;
      }
      if (t instanceof ConnectException
          || t instanceof HttpConnectTimeoutException
          || t instanceof UnresolvedAddressException) {
        code = BqCode.CONNECTION_REFUSED;
        break;
      }
      if (t instanceof HttpTimeoutException) {
        code = BqCode.ANSWER_TIMEOUT;
        break;
      }
    }
    return code.error(doing + ": " + reason(failure)).cause(failure).build();
  }

  private static String reason(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "the host name is unknown";
      }
      if (t instanceof IOException && t.getMessage() != null) {
        return t.getMessage();
      }
    }
    return failure instanceof ConnectException
        ? "nothing answers"
        : failure.getClass().getSimpleName();
  }

  private static String shortened(String text) {
    String one = text.strip().replaceAll("\\s*\\R\\s*", " ");
    if (one.endsWith(".")) {
      one = one.substring(0, one.length() - 1);
    }
    return one.length() > LONGEST ? one.substring(0, LONGEST) + "..." : one;
  }
}
