package dpone.runtime.manifest;

import dpone.spi.option.Options;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How to reach a system. */
public sealed interface ConnectionSpec {
  /**
   * A system that is there already.
   *
   * @param options the connector's connection options, complete
   */
  record Direct(Options options) implements ConnectionSpec {}

  /**
   * A development service that is started for the run.
   *
   * @param name name of the service
   * @param database database to open in it, or null for the service's own default
   * @param version version of the system, or null for the service's own default
   * @param init folder of what to fill a new database with, absolute, or null
   * @param given the connector's connection options that the manifest sets beside the service's;
   *     without defaults, to be completed by {@link OptionValues#complete}
   */
  record Service(
      String name,
      @Nullable String database,
      @Nullable String version,
      @Nullable Path init,
      Options given)
      implements ConnectionSpec {
    /** Database, version and init folder as the service is asked for them. */
    public Map<String, String> params() {
      Map<String, String> params = new TreeMap<>();
      Optional.ofNullable(database).ifPresent(value -> params.put("database", value));
      Optional.ofNullable(version).ifPresent(value -> params.put("version", value));
      Optional.ofNullable(init).ifPresent(value -> params.put("init", value.toString()));
      return params;
    }
  }
}
