package dpone.spi;

import dpone.spi.annotation.Api;
import java.util.Locale;

/** What a connector can be used as. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum Role {
  /** Rows are read from it. */
  SOURCE,
  /** Rows are written to it. */
  SINK,
  /** Pipelines keep their state in it. */
  STATE,
  /** Changes are captured from it. */
  CDC;

  /** The name in reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
