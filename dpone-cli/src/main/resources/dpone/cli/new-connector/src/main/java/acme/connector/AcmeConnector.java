package acme.connector;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.Profile;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tables in files of a folder. Names no driver, holds no state, opens nothing by itself. */
public final class AcmeConnector implements Connector {
  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "acme",
        "Acme",
        "0.1.0",
        Set.of(Role.SOURCE, Role.SINK),
        OptionSpec.of(
            Option.of("folder", OptionType.STRING, "Folder of the tables.")
                .require()
                .example("/data/acme")),
        OptionSpec.NONE,
        OptionSpec.NONE,
        OptionSpec.NONE,
        OptionSpec.NONE,
        List.of(),
        new CertificationDescriptor(
            Level.EXPERIMENTAL,
            Set.of(Profile.UNIT, Profile.INTEGRATION),
            List.of(),
            "docs/acme.md",
            List.of("Late rows, older than the position, are not read.")));
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return new AcmeSource(folder(endpoint), context);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return new AcmeSink(folder(endpoint), context);
  }

  private static Path folder(Endpoint endpoint) {
    return Path.of(endpoint.connection().string("folder"));
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    OfflineConstructions constructions =
        () -> Map.of("row.txt", Rows.write(Arrays.asList("1", null, "a\tb")) + "\n");
    TypeTable table =
        () ->
            Tables.TYPES.stream()
                .map(t -> new TypeTable.Row(t.text(), t.text(), Fidelity.EXACT, ""))
                .toList();
    // Nothing here fails in passing. Whatever does goes through context.retry(), and is named here.
    RetriedCalls calls = List::of;
    return Stream.of(constructions, table, calls)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
