package dpone.reference;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.Role;
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
import dpone.spi.source.Source;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A second connector of the same jar: reads pages of streams whose columns are fixed. */
public final class PagesConnector implements Connector {
  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "reference-pages",
        "Reference of pages",
        "1",
        Set.of(Role.SOURCE),
        OptionSpec.of(
            Option.of("url", OptionType.STRING, "Address of the pages.").require(),
            Option.of("token", OptionType.SECRET, "Token that is asked for."),
            Option.of("key", OptionType.SECRET, "Key that is asked for instead."),
            Option.of("timeout", OptionType.INTEGER, "Milliseconds to wait for an answer.")
                .defaultsTo("10000"),
            Option.of("defect", OptionType.STRING, "What to do wrong.").defaultsTo("none")),
        OptionSpec.of(Option.of("load_pages", OptionType.INTEGER, "Pages of one load.")),
        OptionSpec.of(
            Option.of("page_rows", OptionType.INTEGER, "Rows of a page.").defaultsTo("1000"),
            Option.of("max_pages", OptionType.INTEGER, "Pages of a read at most.")
                .defaultsTo("100000"),
            Option.of("lookback", OptionType.INTEGER, "How far behind the position to begin.")
                .defaultsTo("0")),
        OptionSpec.NONE,
        OptionSpec.NONE,
        List.of(new DriverRequirement("reference:driver:1", "reference.driver.LineCodec")),
        new CertificationDescriptor(
            Level.BETA,
            Set.of(Profile.UNIT, Profile.INTEGRATION),
            List.of(),
            "docs/connectors/reference-pages.md",
            List.of("Late rows, older than the position, are not read without a lookback.")));
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return new PagesSource(new PagesClient(endpoint, context), context);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    OfflineConstructions constructions =
        () -> Map.of("page.txt", PagesClient.path("notes", 20, 7, 40) + "\n");
    TypeTable table =
        () ->
            PagesSource.STREAMS.values().stream()
                .map(Schema::fields)
                .flatMap(List::stream)
                .map(field -> field.type().text())
                .distinct()
                .map(text -> new TypeTable.Row(text, text, Fidelity.EXACT, ""))
                .toList();
    RetriedCalls calls =
        () ->
            List.of(
                new RetriedCalls.Row(
                    "pages.get",
                    "asking for a page",
                    List.of(
                        new RetriedCalls.Failure("REF_PAGES_BUSY", ErrorCategory.THROTTLED),
                        new RetriedCalls.Failure("REF_PAGES_AWAY", ErrorCategory.TRANSIENT)),
                    true));
    return Stream.of(constructions, table, calls)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
