package stranger.numbers;

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
import dpone.spi.source.Source;
import java.util.List;
import java.util.Set;

/** Counts from one to a given number. */
public final class NumbersConnector implements Connector {
  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "numbers",
        "Numbers",
        "1.0.0",
        Set.of(Role.SOURCE),
        OptionSpec.of(
            Option.of("count", OptionType.INTEGER, "How far to count.")
                .require()
                .between(0, 1_000_000_000)),
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
    return new NumbersSource(endpoint.connection().integer("count"), context);
  }
}
