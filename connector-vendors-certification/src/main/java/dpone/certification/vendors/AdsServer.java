package dpone.certification.vendors;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code GoogleAdsService.SearchStream} on this machine over a real transport; messages go
 * through as bytes, so that nothing of the vendor's client takes part. Thread-safe.
 */
final class AdsServer implements AutoCloseable {
  private static final String SERVICE = "google.ads.googleads.v23.services.GoogleAdsService";

  private static final int PATIENCE_SECONDS = 2;

  private final Function<AdsRequest, AdsAnswer> rule;
  private final List<Function<AdsRequest, @Nullable AdsAnswer>> looks =
      new CopyOnWriteArrayList<>();
  private final EventLoopGroup threads =
      new NioEventLoopGroup(2, new DefaultThreadFactory("ads-double", true));
  private final Server server;

  /**
   * What a request is answered with: messages, and then a status.
   *
   * @param messages in order
   * @param end of the stream
   */
  record AdsAnswer(List<byte[]> messages, AdsStatus end) {
    /** No rows at all, but a failure. */
    static AdsAnswer failing(AdsStatus end) {
      return new AdsAnswer(List.of(), end);
    }
  }

  /** A server that answers by that rule. */
  AdsServer(Function<AdsRequest, AdsAnswer> rule) {
    this.rule = rule;
    MethodDescriptor<byte[], byte[]> search =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName(SERVICE + "/SearchStream")
            .build();
    try {
      server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  InsecureServerCredentials.create())
              .bossEventLoopGroup(threads)
              .workerEventLoopGroup(threads)
              .channelType(NioServerSocketChannel.class)
              .addService(
                  ServerServiceDefinition.builder(SERVICE).addMethod(search, new Handler()).build())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address. */
  String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /**
   * Looks at every request before the rule does.
   *
   * @param look answers it, or gives null for the rule to answer
   * @return ends it
   */
  AutoCloseable intercept(Function<AdsRequest, @Nullable AdsAnswer> look) {
    looks.add(look);
    return () -> looks.remove(look);
  }

  private AdsAnswer answer(AdsRequest request) {
    for (Function<AdsRequest, @Nullable AdsAnswer> look : looks) {
      AdsAnswer answer = look.apply(request);
      if (answer != null) {
        return answer;
      }
    }
    return rule.apply(request);
  }

  /** Waits a moment for its threads, which nobody may find after the classes are gone. */
  @Override
  public void close() {
    server.shutdownNow();
    threads
        .shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private final class Handler implements ServerCallHandler<byte[], byte[]> {
    @Override
    public ServerCall.Listener<byte[]> startCall(
        ServerCall<byte[], byte[]> call, Metadata headers) {
      call.request(1);
      return new ServerCall.Listener<>() {
        private byte[] message = new byte[0];

        @Override
        public void onMessage(byte[] request) {
          message = request;
        }

        @Override
        public void onHalfClose() {
          AdsAnswer answer;
          try {
            answer = answer(AdsRequest.read(headers, message));
          } catch (RuntimeException defect) {
            answer = AdsAnswer.failing(AdsStatus.badRequest("the double failed: " + defect));
          }
          if (!answer.messages().isEmpty()) {
            call.sendHeaders(new Metadata());
            answer.messages().forEach(call::sendMessage);
          }
          if (answer.messages().isEmpty() && answer.end().status().isOk()) {
            call.sendHeaders(new Metadata());
          }
          call.close(answer.end().status(), answer.end().trailers());
        }
      };
    }
  }

  /** Leaves messages as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException broken) {
        throw Status.INTERNAL.withCause(broken).asRuntimeException();
      }
    }
  }
}
