package dpone.certify.scenario;

import dpone.certify.proof.OfflineContext;
import dpone.runtime.manifest.OptionValues;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Parts of a connector, opened as the runtime opens them and called by the scenario itself. */
final class DirectParts {
  private DirectParts() {}

  /** An endpoint of a connection as a manifest writes it, with settings that are complete. */
  static Endpoint endpoint(OptionSpec spec, Map<String, Object> connection, Options settings) {
    Map<String, String> texts = new HashMap<>();
    connection.forEach((option, value) -> texts.put(option, String.valueOf(value)));
    return new Endpoint(OptionValues.complete(spec, texts, Options.NONE), settings);
  }

  /** Settings of a part, all by default. */
  static Options defaults(OptionSpec spec) {
    return OptionValues.complete(spec, Map.of(), Options.NONE);
  }

  static ConnectorContext context(Trial trial) throws IOException {
    return new DirectContext(
        new OfflineContext(Files.createDirectories(trial.folder().resolve("temporary"))));
  }
}
