package dpone.spi.certify;

import dpone.spi.annotation.Api;
import java.util.Map;

/**
 * Capability of a connector: the requests, statements and client options it would build, made with
 * no network. Compared byte for byte with committed files (requirement EXP-4).
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public interface OfflineConstructions {
  /** Text by name, such as {@code copy-out.sql}; names are file names. */
  Map<String, String> constructions();
}
