package dpone.cli.text;

import dpone.runtime.discovery.BrokenConnector;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.discovery.FoundConnector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Role;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The connectors there are, and the options of one. */
public final class ConnectorText {
  private ConnectorText() {}

  /** One line a connector, then what could not be used. */
  public static String table(ConnectorRegistry registry) {
    TextTable table = new TextTable("ID", "ROLES", "VERSION", "CLAIMS", "DRIVERS", "FOUND IN");
    for (FoundConnector connector : registry.all()) {
      ConnectorDescriptor descriptor = connector.descriptor();
      table.row(
          connector.id(),
          roles(descriptor),
          descriptor.version(),
          descriptor.certification().claimed().text(),
          drivers(connector),
          connector.location().map(Object::toString).orElse("the application"));
    }
    StringBuilder text = new StringBuilder();
    text.append(registry.all().isEmpty() ? "no connector was found\n" : table.text());
    for (BrokenConnector broken : registry.broken()) {
      text.append("broken: ").append(broken.origin()).append(": ").append(broken.oneLine());
      text.append('\n');
    }
    registry.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }

  static String roles(ConnectorDescriptor descriptor) {
    return descriptor.roles().stream().sorted().map(Role::text).collect(Collectors.joining(", "));
  }

  private static String drivers(FoundConnector connector) {
    List<DriverRequirement> missing = connector.missingDrivers();
    if (missing.isEmpty()) {
      return connector.descriptor().drivers().isEmpty() ? "none needed" : "present";
    }
    return "missing "
        + missing.stream().map(DriverRequirement::coordinates).collect(Collectors.joining(", "));
  }

  /** What a connector says about itself, and every option. */
  public static String details(FoundConnector connector) {
    ConnectorDescriptor descriptor = connector.descriptor();
    Block head =
        new Block("  ")
            .head(descriptor.id() + ": " + descriptor.name() + " " + descriptor.version())
            .line("roles", roles(descriptor))
            .line("claims", descriptor.certification().claimed().text())
            .line("drivers", drivers(connector))
            .line("spi", connector.spiVersion().toString())
            .line("docs", descriptor.certification().docsPage())
            .lines("limits", descriptor.certification().limitations());
    StringBuilder text = new StringBuilder(head.text());
    options(text, "connection", descriptor.connection());
    options(text, "source", descriptor.source());
    options(text, "source.streams[]", descriptor.stream());
    options(text, "sink", descriptor.sink());
    options(text, "state", descriptor.state());
    return text.toString();
  }

  private static void options(StringBuilder text, String section, OptionSpec spec) {
    if (!spec.options().isEmpty()) {
      text.append('\n').append(section).append('\n');
      rows(text, "  ", spec.options());
    }
  }

  private static void rows(StringBuilder text, String indent, List<Option> options) {
    for (Option option : options) {
      text.append(indent).append(option.name()).append(" (").append(traits(option)).append(")\n");
      text.append(indent).append("    ").append(option.description()).append('\n');
      rows(text, indent + "    ", option.fields());
    }
  }

  private static String traits(Option option) {
    StringBuilder traits = new StringBuilder(type(option.type()));
    if (option.required()) {
      traits.append(", required");
    }
    option.defaultValue().ifPresent(value -> traits.append(", default ").append(value));
    if (!option.allowed().isEmpty()) {
      traits.append(", one of ").append(String.join(" | ", option.allowed()));
    }
    return traits.toString();
  }

  private static String type(OptionType type) {
    return switch (type) {
      case STRING, INTEGER, BOOLEAN, DURATION, BYTES, SECRET ->
          type.name().toLowerCase(Locale.ROOT);
      case STRING_LIST -> "list of strings";
      case STRING_MAP -> "map of strings";
      case OBJECT -> "group";
      case OBJECT_LIST -> "list of groups";
    };
  }
}
