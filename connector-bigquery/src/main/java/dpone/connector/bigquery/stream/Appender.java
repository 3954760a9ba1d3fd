package dpone.connector.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.rpc.Status;
import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.error.BqCode;
import dpone.spi.context.Cancellation;
import dpone.spi.error.DponeException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows to a pending stream, each request at the offset that it has in the stream: one that
 * is sent again because its answer got lost is known by that, and its rows are there once. A few
 * requests are on their way at a time; whatever breaks, all of those are sent again in their order.
 * Used by one thread; {@link #close} may come from another.
 */
public final class Appender implements AutoCloseable {
  /** How many requests are on their way at most. */
  public static final int ON_THEIR_WAY = 3;

  private final WriteService service;
  private final String doing;
  private final String stream;
  private final DescriptorProto descriptor;
  private final RowErrors rowErrors;
  private final Deque<AppendRequest> waiting = new ArrayDeque<>();
  private volatile @Nullable Call<AppendRequest.Framed, AppendRowsResponse> call;
  private boolean first;
  private long rows;

  /**
   * Of a stream that nobody else writes to.
   *
   * @param stream its name
   * @param descriptor of a row
   * @param rowErrors tells which rows were refused
   */
  public Appender(
      WriteService service,
      String doing,
      String stream,
      DescriptorProto descriptor,
      RowErrors rowErrors) {
    this.service = service;
    this.doing = doing;
    this.stream = stream;
    this.descriptor = descriptor;
    this.rowErrors = rowErrors;
  }

  /** Rows that were handed over. */
  public long rows() {
    return rows;
  }

  /**
   * Sends rows; they have to stay as they are until {@link #settle} gives them back.
   *
   * @param count how many
   */
  public void send(Out encoded, int count) {
    AppendRequest request = new AppendRequest(stream, rows, count, encoded);
    waiting.add(request);
    rows += count;
    Call<AppendRequest.Framed, AppendRowsResponse> open = call;
    if (open == null) {
      service.context().retry().call("bigquery.append", this::connect);
    } else {
      transmit(open, request);
    }
  }

  private void transmit(Call<AppendRequest.Framed, AppendRowsResponse> open, AppendRequest one) {
    open.send(one.framed(descriptor, first));
    first = false;
    service.context().meters().count("dpone.bigquery.appends", 1);
  }

  private Call<AppendRequest.Framed, AppendRowsResponse> connect() {
    Call<AppendRequest.Framed, AppendRowsResponse> open = service.append(stream);
    call = open;
    first = true;
    waiting.forEach(request -> transmit(open, request));
    return open;
  }

  /** How many requests are on their way. */
  public int waiting() {
    return waiting.size();
  }

  /**
   * Waits until the oldest rows on their way are in the stream.
   *
   * @return their bytes, which may be written over
   */
  public Out settle() {
    AppendRequest oldest = waiting.element();
    @Nullable DponeException refused =
        service
            .context()
            .retry()
            .<@Nullable DponeException>call("bigquery.append", () -> attempt(oldest));
    if (refused != null) {
      throw refused;
    }
    waiting.remove();
    return oldest.rows();
  }

  /** What will not pass is told as a value: nobody tries it again. */
  private @Nullable DponeException attempt(AppendRequest oldest) {
    Call<AppendRequest.Framed, AppendRowsResponse> open = call;
    if (open == null) {
      open = connect();
    }
    try {
      AppendRowsResponse answer = open.next();
      if (!answer.hasError()) {
        return misplaced(oldest, answer);
      }
      if (WriteErrors.isThere(answer.getError())) {
        return null;
      }
      giveUp();
      if (answer.getRowErrorsCount() > 0) {
        return rowErrors.of(doing, oldest.offset(), answer);
      }
      return told(answer.getError(), WriteErrors.of(doing, answer.getError()));
    } catch (Call.Ended ended) {
      giveUp();
      Cancellation cancellation = service.context().cancellation();
      cancellation.check();
      Status status = WriteErrors.status(ended);
      if (ended.status().isOk()) {
        throw BqCode.CONNECTION_LOST
            .error(doing + ": BigQuery ended the call before it answered")
            .build();
      }
      return told(status, WriteErrors.of(doing, ended));
    }
  }

  private static DponeException told(Status status, DponeException failure) {
    if (failure.category().retryable() && WriteErrors.code(status) != BqCode.STREAM_LOST) {
      throw failure;
    }
    return failure;
  }

  private @Nullable DponeException misplaced(AppendRequest oldest, AppendRowsResponse answer) {
    if (answer.getAppendResult().hasOffset()
        && answer.getAppendResult().getOffset().getValue() != oldest.offset()) {
      giveUp();
      return BqCode.ROWS_DROPPED
          .error(
              doing
                  + ": rows for offset "
                  + oldest.offset()
                  + " were put at "
                  + answer.getAppendResult().getOffset().getValue())
          .build();
    }
    return null;
  }

  private void giveUp() {
    Call<AppendRequest.Framed, AppendRowsResponse> open = call;
    call = null;
    if (open != null) {
      open.cancel();
    }
  }

  @Override
  public void close() {
    giveUp();
  }
}
