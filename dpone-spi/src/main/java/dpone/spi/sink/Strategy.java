package dpone.spi.sink;

import dpone.spi.annotation.Api;
import java.util.List;
import java.util.Map;

/**
 * How a stream is applied to its target.
 *
 * @param mode what the load does
 * @param uniqueKey columns that identify a row; empty where the mode needs none
 * @param parameters further values of the mode as text: a truth value as true or false, a list as
 *     its items with line breaks between
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Strategy(LoadMode mode, List<String> uniqueKey, Map<String, String> parameters) {
  /** Copies the collections. */
  public Strategy {
    uniqueKey = List.copyOf(uniqueKey);
    parameters = Map.copyOf(parameters);
  }
}
