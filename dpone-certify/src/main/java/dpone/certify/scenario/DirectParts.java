package dpone.certify.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.certify.proof.OfflineContext;
import dpone.runtime.manifest.ConnectionSpec;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.OptionValues;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts of a connector, opened as the runtime opens them and called by the scenario itself. */
final class DirectParts {
  private DirectParts() {}

  /** An endpoint of a connection as a manifest writes it, with settings that are complete. */
  static Endpoint endpoint(OptionSpec spec, Map<String, Object> connection, Options settings) {
    Map<String, String> texts = new HashMap<>();
    connection.forEach((option, value) -> texts.put(option, text(value)));
    return new Endpoint(OptionValues.complete(spec, texts, Options.NONE), settings);
  }

  /** A group or list as JSON, which is how a manifest could write it, too. */
  private static String text(Object value) {
    return value instanceof Map || value instanceof List
        ? new ObjectMapper().valueToTree(value).toString()
        : String.valueOf(value);
  }

  /** The source of a manifest that was read. */
  static Endpoint source(Manifest manifest) {
    if (manifest.source().connection() instanceof ConnectionSpec.Direct direct) {
      return new Endpoint(direct.options(), manifest.source().settings());
    }
    throw new IllegalStateException("a fixture gives a connection, not a service");
  }

  static ConnectorContext context(Trial trial) throws IOException {
    return new DirectContext(
        new OfflineContext(Files.createDirectories(trial.folder().resolve("temporary"))));
  }
}
