package dpone.service.bigquery.write;

import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
final class Unary<Q extends Message, A extends Message> extends ServerCall.Listener<Q> {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final ServerCall<Q, A> call;
  private final Metadata headers;
  private final String method;
  private final Store store;
  private final Function<Q, String> routing;
  private final Function<Q, A> answer;
  private final Runnable reset;
  private @Nullable Q request;

  Unary(
      ServerCall<Q, A> call,
      Metadata headers,
      String method,
      Store store,
      Function<Q, String> routing,
      Function<Q, A> answer,
      Runnable reset) {
    this.call = call;
    this.headers = headers;
    this.method = method;
    this.store = store;
    this.routing = routing;
    this.answer = answer;
    this.reset = reset;
    call.request(2);
  }

  @Override
  public void onMessage(Q message) {
    request = message;
  }

  @Override
  public void onHalfClose() {
    Q asked = request;
    try {
      if (asked == null) {
        throw Refused.unknown("a call without a request");
      }
      Scripted fault = store.fault(method);
      A reply = null;
      if (fault == null || fault.done()) {
        WriteDouble.routed(headers, routing.apply(asked));
        WriteDouble.known(asked);
        reply = answer.apply(asked);
      }
      if (fault != null) {
        if (fault.code().isEmpty()) {
          reset.run();
          return;
        }
        if (fault.code().equals("SILENCE")) {
          return;
        }
        if (reply == null || !fault.code().equals(Scripted.LIE)) {
          throw Refused.scripted(fault);
        }
        reply = lie(reply);
      }
      call.sendHeaders(new Metadata());
      call.sendMessage(reply);
      call.close(Status.OK, new Metadata());
    } catch (Refused refused) {
      end(call, refused);
    } catch (RuntimeException | LinkageError defect) {
      call.close(
          Status.INVALID_ARGUMENT.withDescription("the double failed: " + defect), new Metadata());
    }
  }

  /** The same answer with a row less; the caller's own answer where that says nothing of rows. */
  @SuppressWarnings("unchecked") // a builder makes messages of the type that it was made of
  private A lie(A reply) {
    if (reply instanceof FinalizeWriteStreamResponse told) {
      return (A) told.toBuilder().setRowCount(told.getRowCount() - 1).build();
    }
    throw new IllegalStateException("no answer of " + method + " can lie");
  }

  /** Ends a call as the service does. */
  static void end(ServerCall<?, ?> call, Refused refused) {
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, refused.status().toByteArray());
    call.close(
        Status.fromCodeValue(refused.status().getCode())
            .withDescription(refused.status().getMessage()),
        trailers);
  }
}
