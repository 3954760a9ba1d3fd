package dpone.certify.kit.http;

import dpone.certify.kit.LiveStream;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An API that somebody else runs, read as it is.
 *
 * @param name for people
 * @param connection options that lead there, {@code url} among them
 * @param live streams that are read
 */
public record LiveApi(String name, Map<String, Object> connection, List<LiveStream> live)
    implements TestSystem {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What answers on this machine is a stand-in, whoever started it. */
  @Override
  public ServiceInfo service() {
    String host = URI.create(String.valueOf(connection.getOrDefault("url", ""))).getHost();
    return host != null && THIS_MACHINE.contains(host)
        ? new ServiceInfo(name + " (double)", ServiceInfo.Kind.DOUBLE, "")
        : new ServiceInfo(name, ServiceInfo.Kind.REAL, "");
  }

  @Override
  public Optional<SourceTables> source() {
    return Optional.empty();
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // Nothing was made there.
  }
}
