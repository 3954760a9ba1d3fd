package dpone.connector.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The methods of the service that are used.
 *
 * @see <a
 *     href="https://docs.cloud.google.com/bigquery/docs/reference/storage/rpc/google.cloud.bigquery.storage.v1#bigquerywrite">BigQuery:
 *     BigQueryWrite</a>
 */
final class Methods {
  private static final String SERVICE = "google.cloud.bigquery.storage.v1.BigQueryWrite";

  static final MethodDescriptor<CreateWriteStreamRequest, WriteStream> CREATE =
      unary("CreateWriteStream", CreateWriteStreamRequest.parser(), WriteStream.parser());

  static final MethodDescriptor<FinalizeWriteStreamRequest, FinalizeWriteStreamResponse> FINALIZE =
      unary(
          "FinalizeWriteStream",
          FinalizeWriteStreamRequest.parser(),
          FinalizeWriteStreamResponse.parser());

  static final MethodDescriptor<BatchCommitWriteStreamsRequest, BatchCommitWriteStreamsResponse>
      COMMIT =
          unary(
              "BatchCommitWriteStreams",
              BatchCommitWriteStreamsRequest.parser(),
              BatchCommitWriteStreamsResponse.parser());

  static final MethodDescriptor<AppendRequest.Framed, AppendRowsResponse> APPEND =
      MethodDescriptor.newBuilder(
              new AppendRequest.Bytes(), new Messages<>(AppendRowsResponse.parser()))
          .setType(MethodType.BIDI_STREAMING)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "AppendRows"))
          .build();

  private Methods() {}

  private static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> unary(
      String name, Parser<Q> requests, Parser<A> answers) {
    return MethodDescriptor.newBuilder(new Messages<>(requests), new Messages<>(answers))
        .setType(MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .build();
  }

  /** Messages of the library. */
  private record Messages<T extends MessageLite>(Parser<T> parser) implements Marshaller<T> {
    @Override
    public InputStream stream(T message) {
      return new ByteArrayInputStream(message.toByteArray());
    }

    @Override
    public T parse(InputStream bytes) {
      try {
        return parser.parseFrom(bytes);
      } catch (IOException malformed) {
        throw Status.INTERNAL
            .withDescription("the answer is no message of the interface")
            .withCause(malformed)
            .asRuntimeException();
      }
    }
  }
}
