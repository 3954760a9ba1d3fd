package dpone.connector.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.error.BqErrors;
import dpone.spi.error.DponeException;
import io.grpc.Metadata;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * Which failure is which.
 *
 * @see <a
 *     href="https://docs.cloud.google.com/bigquery/docs/reference/storage/rpc/google.cloud.bigquery.storage.v1#storageerror">BigQuery:
 *     StorageError</a>
 */
final class WriteErrors {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final int LONGEST = 2_000;

  private WriteErrors() {}

  /** What a call ended with, as answers tell it. */
  static Status status(Call.Ended ended) {
    byte[] details = ended.trailers().get(DETAILS);
    if (details != null) {
      try {
        return Status.parseFrom(details);
      } catch (InvalidProtocolBufferException malformed) {
        // Told without them.
      }
    }
    String said = ended.status().getDescription();
    return Status.newBuilder()
        .setCode(ended.status().getCode().value())
        .setMessage(said == null ? "" : said)
        .build();
  }

  /** The error of a call that ended. */
  static DponeException of(String doing, Call.Ended ended) {
    io.grpc.Status.Code code = ended.status().getCode();
    Throwable cause = ended.status().getCause();
    if (code == io.grpc.Status.Code.UNAVAILABLE) {
      for (Throwable t = cause; t != null; t = t.getCause()) {
        if (t instanceof IOException || t instanceof SSLException) {
          return BqErrors.network(doing, t);
        }
      }
    }
    return of(doing, status(ended));
  }

  /** The error that an answer tells. */
  static DponeException of(String doing, Status status) {
    return code(status).error(doing + ": " + said(status) + " [" + name(status) + "]").build();
  }

  /** As BigQuery says it. */
  static String said(Status status) {
    String said = status.getMessage().strip();
    return said.isEmpty()
        ? "no message"
        : said.length() > LONGEST ? said.substring(0, LONGEST) + "..." : said;
  }

  /** The code of gRPC and what the service adds to it. */
  static String name(Status status) {
    StorageErrorCode detail = detail(status);
    String name = io.grpc.Status.fromCodeValue(status.getCode()).getCode().name();
    return detail == StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED
        ? name
        : name + ", " + detail.name();
  }

  /** Whether rows were there already, by an earlier try whose answer was lost. */
  static boolean isThere(Status status) {
    return status.getCode() == io.grpc.Status.Code.ALREADY_EXISTS.value()
        || detail(status) == StorageErrorCode.OFFSET_ALREADY_EXISTS;
  }

  static BqCode code(Status status) {
    String text = status.getMessage().toLowerCase(Locale.ROOT);
    return switch (detail(status)) {
      case TABLE_NOT_FOUND -> BqCode.TABLE_NOT_FOUND;
      case STREAM_NOT_FOUND,
          STREAM_FINALIZED,
          INVALID_STREAM_STATE,
          INVALID_STREAM_TYPE,
          OFFSET_OUT_OF_RANGE,
          STREAM_ALREADY_COMMITTED ->
          BqCode.STREAM_LOST;
      case SCHEMA_MISMATCH_EXTRA_FIELDS -> BqCode.SCHEMA_CHANGED;
      case INVALID_CMEK_PROVIDED, CMEK_NOT_PROVIDED, KMS_PERMISSION_DENIED -> BqCode.KEY_UNUSABLE;
      case KMS_SERVICE_ERROR -> BqCode.BACKEND;
      default -> plain(io.grpc.Status.fromCodeValue(status.getCode()).getCode(), text);
    };
  }

  private static BqCode plain(io.grpc.Status.Code code, String text) {
    return switch (code) {
      case UNAVAILABLE, ABORTED, INTERNAL, UNKNOWN, CANCELLED, DATA_LOSS -> BqCode.BACKEND;
      case DEADLINE_EXCEEDED -> BqCode.ANSWER_TIMEOUT;
      case RESOURCE_EXHAUSTED -> BqCode.RATE_LIMITED;
      case UNAUTHENTICATED -> BqCode.CREDENTIALS;
      case PERMISSION_DENIED ->
          text.contains("has not been used") || text.contains("is disabled")
              ? BqCode.API_DISABLED
              : BqCode.PERMISSION_DENIED;
      case NOT_FOUND -> BqCode.TABLE_NOT_FOUND;
      case OUT_OF_RANGE, FAILED_PRECONDITION -> BqCode.STREAM_LOST;
      case INVALID_ARGUMENT -> BqCode.INVALID_DATA;
      case UNIMPLEMENTED -> BqCode.UNSUPPORTED_FEATURE;
      default -> BqCode.SERVER_ERROR;
    };
  }

  private static StorageErrorCode detail(Status status) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(StorageError.class)) {
        try {
          return detail.unpack(StorageError.class).getCode();
        } catch (InvalidProtocolBufferException malformed) {
          // The code of gRPC remains.
        }
      }
    }
    return StorageErrorCode.STORAGE_ERROR_CODE_UNSPECIFIED;
  }
}
