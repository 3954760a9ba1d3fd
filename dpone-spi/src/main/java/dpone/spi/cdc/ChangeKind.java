package dpone.spi.cdc;

import dpone.spi.annotation.Api;

/** What happened to a row, or to a table. */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public enum ChangeKind {
  /** A row appeared. */
  INSERT,
  /** A row changed. */
  UPDATE,
  /** A row vanished. */
  DELETE,
  /** A row of the initial snapshot. */
  SNAPSHOT
}
