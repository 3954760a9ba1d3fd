package dpone.connector.vendors.googleads;

import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Origin;
import dpone.toolkit.http.exchange.Wire;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Connections to the service. */
final class AdsChannel {
  /** Of one answer; the vendor's own client allows as much. */
  private static final int LARGEST_ANSWER = 64 << 20;

  private static final int KEEP_ALIVE_SECONDS = 60;

  private AdsChannel() {}

  /** A channel that connects when it is first used. */
  static ManagedChannel open(HttpSettings settings) {
    Origin origin = settings.origin();
    ManagedChannelBuilder<?> channel =
        Grpc.newChannelBuilderForAddress(origin.host(), origin.port(), credentials(settings))
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
    return channel.build();
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
