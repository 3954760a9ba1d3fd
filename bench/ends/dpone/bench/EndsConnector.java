package dpone.bench;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.Profile;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import java.util.List;
import java.util.Set;

/**
 * Both ends of a pipe and nothing else, to measure the other end alone: rows of one value that cost
 * nothing to make, and a sink that forgets what it is given. Loaded with {@code --plugin}.
 */
public final class EndsConnector implements Connector {
  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "bench-ends",
        "Both ends of a benchmark",
        "0.1.0",
        Set.of(Role.SOURCE, Role.SINK),
        OptionSpec.of(
            Option.of("rows", OptionType.INTEGER, "How many rows to make.")
                .between(0, Long.MAX_VALUE)
                .defaultsTo("0"),
            Option.of("bytes", OptionType.INTEGER, "Size of a row.").between(1, 1 << 20).defaultsTo("200"),
            Option.of("splits", OptionType.INTEGER, "In how many parts.").between(1, 64).defaultsTo("2")),
        OptionSpec.NONE,
        OptionSpec.NONE,
        OptionSpec.NONE,
        OptionSpec.NONE,
        List.of(),
        new CertificationDescriptor(
            Level.EXPERIMENTAL, Set.of(Profile.UNIT), List.of(), "README.md", List.of()));
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return new MadeRows(endpoint.connection(), context);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return new ForgettingSink();
  }
}
