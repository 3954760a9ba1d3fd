package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import java.io.Serializable;

/**
 * Names one load of one scope at one state revision.
 *
 * @param value 32 lower-case hexadecimal digits
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record LoadId(String value) implements Serializable {
  /** Refuses anything else. */
  public LoadId {
    if (!value.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not a load id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
