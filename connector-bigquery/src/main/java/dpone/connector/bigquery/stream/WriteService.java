package dpone.connector.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import dpone.connector.bigquery.connect.Rest;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.sql.TableName;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pending streams: rows that are appended to one are seen by nobody before streams of a table are
 * committed together; one that is given up is forgotten by BigQuery. Thread-safe.
 *
 * @see <a href="https://docs.cloud.google.com/bigquery/docs/write-api-batch">BigQuery: batch load
 *     data by the Storage Write API</a>
 */
public final class WriteService implements AutoCloseable {
  private static final int MOST_ERRORS = 20;

  private final Rest rest;
  private @Nullable WriteChannel channel;
  private boolean closed;

  /** Of a connection; connects when it is first asked something. */
  public WriteService(Rest rest) {
    this.rest = rest;
  }

  /** Makes a pending stream of a table and tells its name. */
  public String create(String doing, TableName table) {
    CreateWriteStreamRequest request =
        CreateWriteStreamRequest.newBuilder()
            .setParent(path(table))
            .setWriteStream(WriteStream.newBuilder().setType(WriteStream.Type.PENDING))
            .build();
    // One whose name got lost is never written to.
    return context()
        .retry()
        .call(
            "bigquery.stream",
            () -> {
              try {
                return unary(doing, Methods.CREATE, request, "parent=" + part(path(table)))
                    .getName();
              } catch (DponeException failure) {
                // It was made a moment ago.
                throw failure.code().equals(BqCode.TABLE_NOT_FOUND.code())
                    ? BqCode.BACKEND.error(failure.what()).build()
                    : failure;
              }
            });
  }

  /**
   * Ends a stream.
   *
   * @return rows that it holds
   */
  public long end(String doing, String stream) {
    FinalizeWriteStreamRequest request =
        FinalizeWriteStreamRequest.newBuilder().setName(stream).build();
    return context()
        .retry()
        .call(
            "bigquery.stream",
            () -> unary(doing, Methods.FINALIZE, request, "name=" + part(stream)).getRowCount());
  }

  /**
   * Lets the rows of ended streams be seen, all or none. Streams that were committed by an earlier
   * try whose answer got lost stay as they are.
   */
  public void commit(String doing, TableName table, List<String> streams) {
    BatchCommitWriteStreamsRequest request =
        BatchCommitWriteStreamsRequest.newBuilder()
            .setParent(path(table))
            .addAllWriteStreams(streams)
            .build();
    BatchCommitWriteStreamsResponse answer =
        context()
            .retry()
            .call(
                "bigquery.stream",
                () -> unary(doing, Methods.COMMIT, request, "parent=" + part(path(table))));
    List<StorageError> errors =
        answer.getStreamErrorsList().stream()
            .filter(error -> error.getCode() != StorageErrorCode.STREAM_ALREADY_COMMITTED)
            .toList();
    if (!errors.isEmpty()) {
      throw BqCode.STREAM_LOST
          .error(
              doing
                  + ": "
                  + errors.stream()
                      .limit(MOST_ERRORS)
                      .map(error -> error.getErrorMessage() + " [" + error.getCode() + "]")
                      .collect(Collectors.joining(" | ")))
          .build();
    }
    if (!answer.hasCommitTime() && answer.getStreamErrorsCount() == 0) {
      throw BqCode.SERVER_ERROR.error(doing + ": the answer tells no time of a commit").build();
    }
  }

  /** Begins to append to a stream. */
  Call<AppendRequest.Framed, com.google.cloud.bigquery.storage.v1.AppendRowsResponse> append(
      String stream) {
    return call(Methods.APPEND, "write_stream=" + part(stream));
  }

  private <Q, A> A unary(String doing, MethodDescriptor<Q, A> method, Q request, String routing) {
    Call<Q, A> call = call(method, routing);
    try {
      call.send(request);
      call.halfClose();
      return call.next();
    } catch (Call.Ended ended) {
      context().cancellation().check();
      throw WriteErrors.of(doing, ended);
    } finally {
      call.cancel();
    }
  }

  /** Where a table is tells the header, not the message. */
  private <Q, A> Call<Q, A> call(MethodDescriptor<Q, A> method, String routing) {
    context().cancellation().check();
    Metadata headers = new Metadata();
    for (Map.Entry<String, List<String>> header : rest.credentials().entrySet()) {
      header.getValue().forEach(value -> headers.put(key(header.getKey()), value));
    }
    headers.put(key("x-goog-request-params"), routing);
    context().meters().count("dpone.bigquery.calls", 1);
    WriteChannel open = channel();
    open.connectAnew();
    return new Call<>(
        open.calls().newCall(method, CallOptions.DEFAULT),
        headers,
        context().cancellation(),
        rest.settings().answerTimeout());
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private synchronized WriteChannel channel() {
    if (closed) {
      throw BqCode.CLOSED.error("the connection was closed").build();
    }
    WriteChannel open = channel;
    if (open == null) {
      open = WriteChannel.open(rest.settings());
      channel = open;
    }
    return open;
  }

  ConnectorContext context() {
    return rest.context();
  }

  private static String path(TableName table) {
    return "projects/"
        + table.project()
        + "/datasets/"
        + table.dataset()
        + "/tables/"
        + table.table();
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void close() {
    closed = true;
    WriteChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
