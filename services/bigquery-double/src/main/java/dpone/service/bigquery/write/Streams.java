package dpone.service.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.Int64Value;
import com.google.protobuf.Timestamp;
import com.google.zetasql.Value;
import dpone.service.bigquery.sql.SqlFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pending streams with their rows. Thread-safe.
 *
 * @see <a
 *     href="https://docs.cloud.google.com/bigquery/docs/reference/storage/rpc/google.cloud.bigquery.storage.v1#bigquerywrite">BigQuery:
 *     BigQueryWrite</a>
 */
final class Streams {
  private static final Pattern TABLE =
      Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");
  private static final int LARGEST_REQUEST = 10_000_000;

  private final Store store;
  private final Map<String, Pending> streams = new HashMap<>();
  private int made;

  private static final class Pending {
    final String table;
    final List<List<Value>> rows = new ArrayList<>();
    boolean ended;
    boolean committed;

    Pending(String table) {
      this.table = table;
    }
  }

  Streams(Store store) {
    this.store = store;
  }

  synchronized WriteStream create(CreateWriteStreamRequest request) {
    if (request.getWriteStream().getType() != WriteStream.Type.PENDING) {
      throw Refused.unknown("a stream of type " + request.getWriteStream().getType());
    }
    String table = table(request.getParent());
    columns(table);
    String name = request.getParent() + "/streams/s" + made++;
    streams.put(name, new Pending(table));
    return WriteStream.newBuilder().setName(name).setType(WriteStream.Type.PENDING).build();
  }

  private static String table(String path) {
    Matcher parts = TABLE.matcher(path);
    if (!parts.matches()) {
      throw Refused.unknown("the table " + path);
    }
    return parts.group(1) + "." + parts.group(2) + "." + parts.group(3);
  }

  private List<dpone.service.bigquery.sql.Column> columns(String table) {
    try {
      return store.columns(table);
    } catch (SqlFailure missing) {
      throw Refused.of(StorageErrorCode.TABLE_NOT_FOUND, table, missing.message());
    }
  }

  private Pending stream(String name) {
    Pending stream = streams.get(name);
    if (stream == null) {
      throw Refused.of(
          StorageErrorCode.STREAM_NOT_FOUND, name, "Requested entity was not found: " + name);
    }
    return stream;
  }

  /** Reads rows of that stream. */
  synchronized RowReader reader(AppendRowsRequest first) {
    if (!first.getProtoRows().hasWriterSchema() || first.getWriteStream().isEmpty()) {
      throw Refused.plain(
          io.grpc.Status.Code.INVALID_ARGUMENT,
          "The first request of a connection has to name the stream and the schema of rows");
    }
    return RowReader.of(
        first.getProtoRows().getWriterSchema().getProtoDescriptor(),
        columns(stream(first.getWriteStream()).table));
  }

  synchronized AppendRowsResponse append(String name, RowReader reader, AppendRowsRequest request) {
    if (request.getSerializedSize() > LARGEST_REQUEST) {
      throw Refused.plain(
          io.grpc.Status.Code.INVALID_ARGUMENT,
          "AppendRows request too large: " + request.getSerializedSize());
    }
    if (!request.hasOffset()) {
      throw Refused.unknown("rows without an offset");
    }
    Pending stream = stream(name);
    if (stream.ended) {
      throw Refused.of(StorageErrorCode.STREAM_FINALIZED, name, "Stream is finalized");
    }
    long offset = request.getOffset().getValue();
    long end = stream.rows.size();
    if (offset < end) {
      throw Refused.of(
          StorageErrorCode.OFFSET_ALREADY_EXISTS,
          name,
          "The offset is within stream, expected offset " + end + ", received " + offset);
    }
    if (offset > end) {
      throw Refused.of(
          StorageErrorCode.OFFSET_OUT_OF_RANGE,
          name,
          "The offset is beyond stream, expected offset " + end + ", received " + offset);
    }
    List<List<Value>> rows = reader.read(request.getProtoRows().getRows().getSerializedRowsList());
    if (rows.isEmpty()) {
      throw Refused.unknown("a request without rows");
    }
    stream.rows.addAll(rows);
    return AppendRowsResponse.newBuilder()
        .setWriteStream(name)
        .setAppendResult(
            AppendRowsResponse.AppendResult.newBuilder().setOffset(Int64Value.of(offset)))
        .build();
  }

  synchronized FinalizeWriteStreamResponse end(FinalizeWriteStreamRequest request) {
    Pending stream = stream(request.getName());
    stream.ended = true;
    return FinalizeWriteStreamResponse.newBuilder().setRowCount(stream.rows.size()).build();
  }

  synchronized BatchCommitWriteStreamsResponse commit(BatchCommitWriteStreamsRequest request) {
    if (Set.copyOf(request.getWriteStreamsList()).size() != request.getWriteStreamsCount()) {
      throw Refused.unknown("a stream that is named twice");
    }
    String table = table(request.getParent());
    List<StorageError> errors = new ArrayList<>();
    List<List<Value>> rows = new ArrayList<>();
    for (String name : request.getWriteStreamsList()) {
      Pending stream = streams.get(name);
      if (stream == null || !stream.table.equals(table)) {
        errors.add(error(StorageErrorCode.STREAM_NOT_FOUND, name));
      } else if (stream.committed) {
        errors.add(error(StorageErrorCode.STREAM_ALREADY_COMMITTED, name));
      } else if (!stream.ended) {
        errors.add(error(StorageErrorCode.INVALID_STREAM_STATE, name));
      } else {
        rows.addAll(stream.rows);
      }
    }
    if (!errors.isEmpty()) {
      return BatchCommitWriteStreamsResponse.newBuilder().addAllStreamErrors(errors).build();
    }
    store.append(table, rows);
    for (String name : request.getWriteStreamsList()) {
      Pending stream = stream(name);
      stream.committed = true;
      // They are the table's now.
      stream.rows.clear();
    }
    return BatchCommitWriteStreamsResponse.newBuilder()
        .setCommitTime(Timestamp.newBuilder().setSeconds(System.currentTimeMillis() / 1000))
        .build();
  }

  private static StorageError error(StorageErrorCode code, String name) {
    return StorageError.newBuilder()
        .setCode(code)
        .setEntity(name)
        .setErrorMessage(code.name() + " " + name)
        .build();
  }

  /** As if so much time had passed that BigQuery gave up whatever is pending. */
  synchronized void expire() {
    streams.values().removeIf(stream -> !stream.committed);
  }
}
