package dpone.reference;

import dpone.spi.Endpoint;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.nio.file.Path;
import java.util.Optional;

record Settings(
    Path folder,
    int batchRows,
    long pause,
    String defect,
    Optional<String> lock,
    Optional<Secret> token) {
  static Settings of(Endpoint endpoint) {
    Options options = endpoint.connection();
    return new Settings(
        Path.of(options.string("folder")),
        (int) options.integer("batch_rows"),
        options.integer("pause"),
        options.string("defect"),
        options.findString("lock"),
        options.secret("token"));
  }

  boolean has(String name) {
    return defect.equals(name);
  }
}
