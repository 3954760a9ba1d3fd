package dpone.reference;

import dpone.spi.Endpoint;
import dpone.spi.option.Options;
import java.nio.file.Path;

record Settings(Path folder, int batchRows, long pause, String defect) {
  static Settings of(Endpoint endpoint) {
    Options options = endpoint.connection();
    return new Settings(
        Path.of(options.string("folder")),
        (int) options.integer("batch_rows"),
        options.integer("pause"),
        options.string("defect"));
  }

  boolean has(String name) {
    return defect.equals(name);
  }
}
