package dpone.certify.network;

import dpone.certify.kit.Network;
import dpone.certify.kit.Network.Fault;
import dpone.certify.kit.Outages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Outages of a system that is reached over a network: the faults are in front of it.
 *
 * @param network how the system is reached
 */
public record NetworkOutages(Network network) implements Outages {
  @Override
  public Set<String> codes() {
    return network.faults().keySet();
  }

  @Override
  public Map<String, String> others() {
    return network.others();
  }

  @Override
  public Outage begin(String code, int times) throws IOException {
    Fault fault = network.faults().get(code);
    if (fault == null) {
      throw new IllegalArgumentException(code);
    }
    FaultyProxy proxy = new FaultyProxy(network.host(), network.port());
    proxy.meet(fault, times);
    Map<String, Object> connection =
        new LinkedHashMap<>(network.through(proxy.host(), proxy.port()));
    Duration asked = Duration.ZERO;
    switch (fault) {
      case Fault.Refused refused -> proxy.refuse();
      case Fault.Asked ask -> connection.putAll(ask.options());
      case Fault.Answered answered -> asked = answered.asked();
      case Fault.Broken broken -> {}
    }
    return new ProxyOutage(proxy, connection, asked, fault, times);
  }

  private record ProxyOutage(
      FaultyProxy proxy, Map<String, Object> connection, Duration asked, Fault fault, int times)
      implements Outage {
    @Override
    public boolean counted() {
      return !(fault instanceof Fault.Refused);
    }

    @Override
    public boolean ends() {
      return fault instanceof Fault.Broken || fault instanceof Fault.Answered;
    }

    @Override
    public List<Instant> met() {
      return proxy.connections().stream().limit(times).toList();
    }

    @Override
    public void close() {
      proxy.close();
    }
  }
}
