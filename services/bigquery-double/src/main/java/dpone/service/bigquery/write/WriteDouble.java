package dpone.service.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The Storage Write API behind an address of the loopback interface. */
public final class WriteDouble implements AutoCloseable {
  private static final String SERVICE = "google.cloud.bigquery.storage.v1.BigQueryWrite";
  private static final int LARGEST_MESSAGE = 64 << 20;
  private static final int PATIENCE_SECONDS = 2;

  private final Streams streams;
  private final Store store;
  private final EventLoopGroup threads =
      new NioEventLoopGroup(1, new DefaultThreadFactory("write-double", true));
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Server server;
  private final Relay relay;

  private WriteDouble(Streams streams, Store store, int port) throws IOException {
    this.streams = streams;
    this.store = store;
    this.server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .bossEventLoopGroup(threads)
            .workerEventLoopGroup(threads)
            .channelType(NioServerSocketChannel.class)
            .executor(workers)
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .addService(service())
            .build()
            .start();
    this.relay = new Relay(port, server.getPort());
  }

  /** A double without streams, on a free port, over those tables. */
  public static WriteDouble start(Store store) throws IOException {
    return new WriteDouble(new Streams(store), store, 0);
  }

  /** The same double again after it was closed, on its port and with what it held. */
  public WriteDouble again() throws IOException {
    return new WriteDouble(streams, store, relay.port());
  }

  /** Such as {@code http://127.0.0.1:40123}. */
  public String url() {
    return "http://127.0.0.1:" + relay.port();
  }

  /** Forgets whatever is pending. */
  public void expire() {
    streams.expire();
  }

  private ServerServiceDefinition service() {
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(SERVICE);
    add(
        service,
        "CreateWriteStream",
        CreateWriteStreamRequest.parser(),
        request -> "parent=" + request.getParent(),
        streams::create);
    add(
        service,
        "FinalizeWriteStream",
        FinalizeWriteStreamRequest.parser(),
        request -> "name=" + request.getName(),
        streams::end);
    add(
        service,
        "BatchCommitWriteStreams",
        BatchCommitWriteStreamsRequest.parser(),
        request -> "parent=" + request.getParent(),
        streams::commit);
    MethodDescriptor<AppendRowsRequest, AppendRowsResponse> append =
        method("AppendRows", MethodType.BIDI_STREAMING, AppendRowsRequest.parser());
    return service
        .addMethod(
            append, (call, headers) -> new Appends(call, headers, streams, store, this::reset))
        .build();
  }

  private <Q extends Message, A extends Message> void add(
      ServerServiceDefinition.Builder service,
      String name,
      Parser<Q> requests,
      Function<Q, String> routing,
      Function<Q, A> answer) {
    MethodDescriptor<Q, A> method = method(name, MethodType.UNARY, requests);
    service.addMethod(
        method,
        (call, headers) -> new Unary<>(call, headers, name, store, routing, answer, this::reset));
  }

  private void reset() {
    relay.reset();
  }

  private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> method(
      String name, MethodType type, Parser<Q> requests) {
    return MethodDescriptor.<Q, A>newBuilder(new Messages<>(requests), new Answers<>())
        .setType(type)
        .setFullMethodName(SERVICE + "/" + name)
        .build();
  }

  /** Whether the header says where the request belongs; BigQuery finds regions by it. */
  static void routed(Metadata headers, String expected) {
    String told =
        headers.get(Metadata.Key.of("x-goog-request-params", Metadata.ASCII_STRING_MARSHALLER));
    if (told == null
        || !java.net.URLDecoder.decode(told, java.nio.charset.StandardCharsets.UTF_8)
            .equals(expected)) {
      throw Refused.unknown("the header x-goog-request-params " + told + " with " + expected);
    }
  }

  /** Whether a message has nothing that the double would pass over. */
  static void known(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw Refused.unknown("fields " + message.getUnknownFields().asMap().keySet());
    }
  }

  private record Messages<Q extends Message>(Parser<Q> parser) implements Marshaller<Q> {
    @Override
    public InputStream stream(Q message) {
      throw new UnsupportedOperationException("requests are read, never written");
    }

    @Override
    public Q parse(InputStream bytes) {
      try {
        return parser.parseFrom(bytes);
      } catch (IOException malformed) {
        throw new UncheckedIOException(malformed);
      }
    }
  }

  private record Answers<A extends Message>() implements Marshaller<A> {
    @Override
    public InputStream stream(A message) {
      return new ByteArrayInputStream(message.toByteArray());
    }

    @Override
    public A parse(InputStream bytes) {
      throw new UnsupportedOperationException("answers are written, never read");
    }
  }

  @Override
  public void close() {
    relay.close();
    server.shutdownNow();
    workers.shutdownNow();
    threads
        .shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
