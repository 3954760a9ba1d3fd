package dpone.cli.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.runtime.discovery.BrokenConnector;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.discovery.FoundConnector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Role;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Connectors as documents. */
public final class ConnectorDocument {
  private ConnectorDocument() {}

  /** All that were found, and what could not be used. */
  public static ObjectNode all(ConnectorRegistry registry) {
    ObjectNode document = Documents.object();
    ArrayNode connectors = document.putArray("connectors");
    registry.all().forEach(connector -> connectors.add(brief(connector)));
    ArrayNode broken = document.putArray("broken");
    for (BrokenConnector connector : registry.broken()) {
      broken.add(Documents.of(connector));
    }
    PlanDocument.strings(document, "notes", registry.notes());
    return document;
  }

  /** One with its options. */
  public static ObjectNode details(FoundConnector connector) {
    ConnectorDescriptor descriptor = connector.descriptor();
    ObjectNode document = brief(connector);
    document.put("docs", descriptor.certification().docsPage());
    PlanDocument.strings(document, "limitations", descriptor.certification().limitations());
    ObjectNode options = document.putObject("options");
    options.set("connection", options(descriptor.connection()));
    options.set("source", options(descriptor.source()));
    options.set("stream", options(descriptor.stream()));
    options.set("sink", options(descriptor.sink()));
    options.set("state", options(descriptor.state()));
    return document;
  }

  private static ObjectNode brief(FoundConnector connector) {
    ConnectorDescriptor descriptor = connector.descriptor();
    ObjectNode document =
        Documents.object()
            .put("id", connector.id())
            .put("name", descriptor.name())
            .put("version", descriptor.version())
            .put("claimed", descriptor.certification().claimed().text())
            .put("spi", connector.spiVersion().toString())
            .put("location", connector.location().map(Path::toString).orElse(null));
    PlanDocument.strings(
        document, "roles", descriptor.roles().stream().sorted().map(Role::text).toList());
    List<DriverRequirement> missing = connector.missingDrivers();
    ArrayNode drivers = document.putArray("drivers");
    for (DriverRequirement driver : descriptor.drivers()) {
      drivers
          .addObject()
          .put("coordinates", driver.coordinates())
          .put("present", !missing.contains(driver));
    }
    return document;
  }

  private static ArrayNode options(OptionSpec spec) {
    return options(spec.options());
  }

  private static ArrayNode options(List<Option> options) {
    ArrayNode array = Documents.object().putArray("options");
    for (Option option : options) {
      ObjectNode document =
          array
              .addObject()
              .put("name", option.name())
              .put("type", option.type().name().toLowerCase(Locale.ROOT))
              .put("required", option.required())
              .put("default", option.defaultValue().orElse(null))
              .put("description", option.description());
      if (!option.allowed().isEmpty()) {
        PlanDocument.strings(document, "allowed", option.allowed());
      }
      if (!option.fields().isEmpty()) {
        document.set("fields", options(option.fields()));
      }
    }
    return array;
  }
}
