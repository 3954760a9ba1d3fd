package dpone.reference;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.Profile;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The connector on which the suite itself is tried. */
public final class ReferenceConnector implements Connector {
  // A test puts a defect of the provider itself here.
  /*PLANT*/

  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "reference",
        "Reference",
        "1",
        Set.of(Role.SOURCE, Role.SINK, Role.CDC),
        OptionSpec.of(
            Option.of("folder", OptionType.STRING, "Folder of the tables.").require(),
            Option.of("batch_rows", OptionType.INTEGER, "Rows of a batch.").defaultsTo("1000"),
            Option.of("pause", OptionType.INTEGER, "Milliseconds before each batch.")
                .defaultsTo("0"),
            Option.of("order", OptionType.STRING, "Order of the rows: stored or reversed.")
                .defaultsTo("stored"),
            /*PLANT-OPTION*/
            Option.of("lock", OptionType.STRING, "File with the token that is asked for."),
            Option.of("token", OptionType.SECRET, "Token that opens the lock."),
            Option.of("defect", OptionType.STRING, "What to do wrong.").defaultsTo("none")),
        OptionSpec.of(
            Option.of("max_rows", OptionType.INTEGER, "Rows of a log that one read takes.")),
        OptionSpec.NONE,
        OptionSpec.NONE,
        OptionSpec.NONE,
        List.of(new DriverRequirement("reference:driver:1", "reference.driver.LineCodec")),
        new CertificationDescriptor(
            Level.BETA,
            Set.of(Profile.UNIT, Profile.INTEGRATION),
            List.of(),
            "docs/connectors/reference.md",
            List.of("Late rows, older than the position, are not read.")));
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return new FileSource(Settings.of(endpoint), context);
  }

  @Override
  public ChangeSource changes(Endpoint endpoint, ConnectorContext context) {
    return new FileChanges(Settings.of(endpoint), context);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return new FileSink(Settings.of(endpoint), context);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    OfflineConstructions constructions = () -> Map.of("line.txt", Tables.sampleLine());
    TypeTable table =
        () ->
            Tables.types().stream()
                .map(t -> new TypeTable.Row(t.text(), t.text(), Fidelity.EXACT, ""))
                .toList();
    RetriedCalls calls =
        () ->
            List.of(
                new RetriedCalls.Row(
                    "reference.open",
                    "opening a folder",
                    List.of(
                        new RetriedCalls.Failure("REF_BUSY", ErrorCategory.THROTTLED),
                        new RetriedCalls.Failure("REF_AWAY", ErrorCategory.TRANSIENT)),
                    true));
    return Stream.of(constructions, table, calls)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
