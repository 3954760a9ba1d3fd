package dpone.service.bigquery.write;

import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;

/** A request that is not carried out, as the service says it. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Map<StorageErrorCode, Code> CODES =
      Map.of(
          StorageErrorCode.TABLE_NOT_FOUND, Code.NOT_FOUND,
          StorageErrorCode.STREAM_NOT_FOUND, Code.NOT_FOUND,
          StorageErrorCode.STREAM_FINALIZED, Code.FAILED_PRECONDITION,
          StorageErrorCode.INVALID_STREAM_STATE, Code.INVALID_ARGUMENT,
          StorageErrorCode.OFFSET_ALREADY_EXISTS, Code.ALREADY_EXISTS,
          StorageErrorCode.OFFSET_OUT_OF_RANGE, Code.OUT_OF_RANGE,
          StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS, Code.INVALID_ARGUMENT);

  private final transient Status status;
  private final transient List<RowError> rows;

  private Refused(Status status, List<RowError> rows) {
    super(status.getMessage());
    this.status = status;
    this.rows = List.copyOf(rows);
  }

  /** With a code of gRPC alone. */
  static Refused plain(Code code, String message) {
    return new Refused(
        Status.newBuilder().setCode(code.value()).setMessage(message).build(), List.of());
  }

  /** What the double does not know it does not do. */
  static Refused unknown(String what) {
    return plain(Code.INVALID_ARGUMENT, "the double does not know: " + what);
  }

  /** With a code of the service. */
  static Refused of(StorageErrorCode code, String entity, String message) {
    StorageError detail =
        StorageError.newBuilder().setCode(code).setEntity(entity).setErrorMessage(message).build();
    return new Refused(
        Status.newBuilder()
            .setCode(CODES.getOrDefault(code, Code.INVALID_ARGUMENT).value())
            .setMessage(message)
            .addDetails(Any.pack(detail))
            .build(),
        List.of());
  }

  /** Because of some of its rows. */
  static Refused rows(List<RowError> rows) {
    return new Refused(
        Status.newBuilder()
            .setCode(Code.INVALID_ARGUMENT.value())
            .setMessage("Errors found while processing rows.")
            .build(),
        rows);
  }

  /** As a trial scripted it. */
  static Refused scripted(Scripted fault) {
    if (!fault.rows().isEmpty()) {
      return rows(
          fault.rows().stream()
              .map(row ->
                  RowError.newBuilder()
                      .setIndex(row.index())
                      .setCode(RowError.RowErrorCode.FIELDS_ERROR)
                      .setMessage(row.message())
                      .build())
              .toList());
    }
    for (StorageErrorCode code : StorageErrorCode.values()) {
      if (code.name().equals(fault.code())) {
        return of(code, "", fault.message());
      }
    }
    return plain(Code.valueOf(fault.code()), fault.message());
  }

  Status status() {
    return status;
  }

  List<RowError> rows() {
    return rows;
  }
}
