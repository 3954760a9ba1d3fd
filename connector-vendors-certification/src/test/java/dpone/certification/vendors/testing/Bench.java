package dpone.certification.vendors.testing;

import dpone.certification.vendors.ScriptedServer;
import dpone.certification.vendors.VendorDouble;
import dpone.certification.vendors.VendorStream;
import dpone.certify.kit.TestRow;
import dpone.spi.Connector;
import dpone.spi.Endpoint;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** A connector opened on a double. */
public final class Bench implements AutoCloseable {
  public final Connector connector;
  public final VendorDouble vendor;
  public final ScriptedServer server;
  public final TestContext context = new TestContext();
  private final Map<String, Object> more = new LinkedHashMap<>();

  /** A connector by its id on that double. */
  public Bench(String id, VendorDouble vendor) {
    this.connector =
        ServiceLoader.load(Connector.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.descriptor().id().equals(id))
            .findFirst()
            .orElseThrow();
    this.vendor = vendor;
    vendor.accept(vendor.secrets());
    this.server = new ScriptedServer(vendor::answer);
  }

  /** One more option of the connection. */
  public Bench with(String option, Object value) {
    more.put(option, value);
    return this;
  }

  /** The stream as the double holds it. */
  public VendorStream stream(String name) {
    return vendor.streams().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The source; close it. */
  public Source source() {
    String url = server.url().toString();
    Map<String, Object> connection = new LinkedHashMap<>(vendor.connection(vendor.secrets(), url));
    connection.put("url", url);
    connection.putAll(vendor.served(url));
    connection.put("rate_limit", List.of(Map.of("requests", 100_000, "burst", 10_000)));
    connection.putAll(more);
    return connector.source(
        new Endpoint(
            OptionValues.of(connector.descriptor().connection(), connection), Options.NONE),
        context);
  }

  /** A stream with options. */
  public StreamSelection select(String stream, Map<String, Object> options) {
    return new StreamSelection(
        stream,
        null,
        List.of(),
        null,
        null,
        OptionValues.of(connector.descriptor().stream(), options));
  }

  /** Reads a stream whole. */
  public List<TestRow> full(String stream, Map<String, Object> options) {
    return read(stream, options, ReadMode.FULL, null).rows;
  }

  /** Reads one part of a stream. */
  public Reading read(
      String stream, Map<String, Object> options, ReadMode mode, @Nullable Position from) {
    try (Source source = source()) {
      return Reading.of(source, select(stream, options), mode, from);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
