package dpone.connector.vendors.googleads;

import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Origin;
import dpone.toolkit.http.exchange.Wire;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the service, and the one thread that moves their bytes: a thread of the library's
 * own would outlive the source, and the class loader that it came from.
 */
final class AdsChannel implements AutoCloseable {
  /** Of one answer; the vendor's own client allows as much. */
  private static final int LARGEST_ANSWER = 64 << 20;

  private static final int KEEP_ALIVE_SECONDS = 60;

  /** How long the thread has to end; nobody waits for an answer then. */
  private static final int PATIENCE_SECONDS = 2;

  private final ManagedChannel channel;
  private final EventLoopGroup thread;

  private AdsChannel(ManagedChannel channel, EventLoopGroup thread) {
    this.channel = channel;
    this.thread = thread;
  }

  /** A channel that connects when it is first used. */
  static AdsChannel open(HttpSettings settings) {
    Origin origin = settings.origin();
    ChannelCredentials credentials = credentials(settings);
    EventLoopGroup thread = new NioEventLoopGroup(1, new DefaultThreadFactory("google-ads", true));
    ManagedChannelBuilder<?> channel =
        NettyChannelBuilder.forAddress(origin.host(), origin.port(), credentials)
            .eventLoopGroup(thread)
            .channelType(NioSocketChannel.class)
            .directExecutor()
            .userAgent("dpone")
            .maxInboundMessageSize(LARGEST_ANSWER)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    URI proxy = settings.wire().proxy();
    if (proxy != null) {
      InetSocketAddress at = new InetSocketAddress(proxy.getHost(), proxy.getPort());
      channel.proxyDetector(target ->
          HttpConnectProxiedSocketAddress.newBuilder()
              .setProxyAddress(at)
              .setTargetAddress((InetSocketAddress) target)
              .build());
    }
    return new AdsChannel(channel.build(), thread);
  }

  /** Where calls are made. */
  Channel calls() {
    return channel;
  }

  /** Ends every call, and waits a moment for the thread to end. */
  @Override
  public void close() {
    channel.shutdownNow();
    Future<?> ended = thread.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS);
    ended.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** A server is always verified; without encryption only where the address says {@code http}. */
  private static ChannelCredentials credentials(HttpSettings settings) {
    if (settings.origin().scheme().equals("http")) {
      return InsecureChannelCredentials.create();
    }
    Wire wire = settings.wire();
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    try {
      String authorities = wire.rootCertificates();
      if (authorities != null) {
        tls.trustManager(new File(authorities));
      }
      String certificate = wire.clientCertificate();
      String key = wire.clientKey();
      if (certificate != null && key != null) {
        Secret password = wire.clientKeyPassword();
        tls.keyManager(
            new File(certificate), new File(key), password == null ? null : password.reveal());
      }
    } catch (IOException unreadable) {
      throw HttpCode.TLS
          .error("a certificate of the connection cannot be read: " + unreadable.getMessage())
          .build();
    }
    return tls.build();
  }
}
