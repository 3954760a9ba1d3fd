package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** What stands in a cell. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum CellState {
  /** A value. */
  VALUE,
  /** Null. */
  NULL,
  /** Not part of this change; the target keeps what it has. */
  UNCHANGED
}
