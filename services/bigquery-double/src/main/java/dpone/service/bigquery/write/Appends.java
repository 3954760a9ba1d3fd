package dpone.service.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A connection over which rows are appended to one stream. */
final class Appends extends ServerCall.Listener<AppendRowsRequest> {
  private final ServerCall<AppendRowsRequest, AppendRowsResponse> call;
  private final Metadata headers;
  private final Streams streams;
  private final Store store;
  private final Runnable reset;
  private @Nullable RowReader reader;
  private String stream = "";
  private boolean over;

  Appends(
      ServerCall<AppendRowsRequest, AppendRowsResponse> call,
      Metadata headers,
      Streams streams,
      Store store,
      Runnable reset) {
    this.call = call;
    this.headers = headers;
    this.streams = streams;
    this.store = store;
    this.reset = reset;
    call.sendHeaders(new Metadata());
    call.request(1);
  }

  @Override
  public void onMessage(AppendRowsRequest request) {
    if (over) {
      return;
    }
    Scripted fault = store.fault("AppendRows");
    try {
      AppendRowsResponse answer = null;
      if (fault == null || fault.done()) {
        answer = append(request);
      }
      if (fault != null) {
        if (fault.code().isEmpty() && fault.rows().isEmpty()) {
          over = true;
          reset.run();
          return;
        }
        if (fault.code().equals("SILENCE")) {
          over = true;
          return;
        }
        if (!fault.code().equals(Scripted.LIE) || answer == null) {
          throw Refused.scripted(fault);
        }
        AppendRowsResponse.Builder lie = answer.toBuilder();
        lie.getAppendResultBuilder()
            .getOffsetBuilder()
            .setValue(request.getOffset().getValue() + 1);
        answer = lie.build();
      }
      call.sendMessage(answer);
    } catch (Refused refused) {
      if (fault != null && !fault.inAnswer()) {
        over = true;
        Unary.end(call, refused);
        return;
      }
      call.sendMessage(
          AppendRowsResponse.newBuilder()
              .setWriteStream(stream)
              .setError(refused.status())
              .addAllRowErrors(refused.rows())
              .build());
    } catch (RuntimeException | LinkageError defect) {
      over = true;
      call.close(
          Status.INVALID_ARGUMENT.withDescription("the double failed: " + defect), new Metadata());
      return;
    }
    call.request(1);
  }

  private AppendRowsResponse append(AppendRowsRequest request) {
    WriteDouble.known(request);
    RowReader known = reader;
    if (known == null) {
      stream = request.getWriteStream();
      WriteDouble.routed(headers, "write_stream=" + stream);
      known = streams.reader(request);
      reader = known;
    } else if (request.getProtoRows().hasWriterSchema()
        || !request.getWriteStream().equals(stream)) {
      throw Refused.unknown("another stream or schema on the same connection");
    }
    return streams.append(stream, known, request);
  }

  @Override
  public void onHalfClose() {
    if (!over) {
      call.close(Status.OK, new Metadata());
    }
  }
}
