package dpone.certify.run;

import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.UnavailableException;
import dpone.runtime.service.DevServices;
import dpone.runtime.service.OpenedService;
import dpone.spi.error.DponeException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The disposable services of the distribution.
 *
 * @param services starts them
 * @param data where they keep their data for the length of the run
 */
record DistServices(DevServices services, Path data) implements Services {
  private static final String NOT_INSTALLED = "SERVICE_NOT_INSTALLED";

  @Override
  public Running open(String service, String database, String version) throws UnavailableException {
    try {
      Map<String, String> parameters = new TreeMap<>(parameters(version));
      parameters.put("database", database);
      OpenedService opened = services.describe(service, parameters, data);
      return new Running(
          opened.connection(),
          new ServiceInfo(opened.name(), kind(opened.kind()), opened.version()));
    } catch (DponeException failed) {
      if (failed.code().equals(NOT_INSTALLED)) {
        throw new UnavailableException(failed.oneLine());
      }
      throw failed;
    }
  }

  @Override
  public void control(String service, String operation, String version) {
    services.control(service, operation, parameters(version), data);
  }

  @Override
  public void control(String service, String operation, String version, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(more);
    all.putAll(parameters(version));
    services.control(service, operation, all, data);
  }

  private static Map<String, String> parameters(String version) {
    return version.equals(ANY) ? Map.of() : Map.of("version", version);
  }

  /** A service that does not say what it is counts as the least that it can be. */
  private static ServiceInfo.Kind kind(String text) {
    for (ServiceInfo.Kind kind : ServiceInfo.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
        return kind;
      }
    }
    return ServiceInfo.Kind.DOUBLE;
  }
}
