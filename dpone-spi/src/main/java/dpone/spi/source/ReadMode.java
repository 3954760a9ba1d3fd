package dpone.spi.source;

import dpone.spi.annotation.Api;

/** How much of a stream is read. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum ReadMode {
  /** Everything, under one consistent view. */
  FULL,
  /** From the position on; rows at the position itself may come again. For idempotent merges. */
  FROM_POSITION,
  /** From the position on; a row that was delivered before does not come again. For appends. */
  AFTER_POSITION,
  /** What changed since the position, by a {@link dpone.spi.cdc.ChangeSource}. */
  CHANGES
}
