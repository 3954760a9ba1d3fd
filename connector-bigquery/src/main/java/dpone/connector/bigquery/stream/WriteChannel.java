package dpone.connector.bigquery.stream;

import dpone.connector.bigquery.option.Settings;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * The connection, and the one thread that moves its bytes: a thread of the library's own would
 * outlive the sink, and the class loader that it came from.
 */
final class WriteChannel implements AutoCloseable {
  private static final int KEEP_ALIVE_SECONDS = 60;

  /** How long the thread has to end; nobody waits for an answer then. */
  private static final int PATIENCE_SECONDS = 2;

  private final ManagedChannel channel;
  private final EventLoopGroup thread;

  private WriteChannel(ManagedChannel channel, EventLoopGroup thread) {
    this.channel = channel;
    this.thread = thread;
  }

  /** A channel that connects when it is first used. */
  static WriteChannel open(Settings settings) {
    URI endpoint = settings.writeEndpoint();
    boolean encrypted = endpoint.getScheme().equals("https");
    // A server is always verified; without encryption only on the loopback interface.
    ChannelCredentials credentials =
        encrypted ? TlsChannelCredentials.create() : InsecureChannelCredentials.create();
    int port = endpoint.getPort() < 0 ? 443 : endpoint.getPort();
    EventLoopGroup thread =
        new NioEventLoopGroup(1, new DefaultThreadFactory("bigquery-write", true));
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(endpoint.getHost(), port, credentials)
            .eventLoopGroup(thread)
            .channelType(NioSocketChannel.class)
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
            .directExecutor()
            // Calls are tried again by the run, within its bounds.
            .disableRetry()
            .userAgent("dpone")
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .build();
    return new WriteChannel(channel, thread);
  }

  /** Where calls are made. */
  Channel calls() {
    return channel;
  }

  /** After a connection that was refused the next call connects at once. */
  void connectAnew() {
    channel.resetConnectBackoff();
  }

  /** Ends every call, and waits a moment for the thread to end. */
  @Override
  public void close() {
    channel.shutdownNow();
    Future<?> ended = thread.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS);
    ended.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
