package dpone.spi.type;

import dpone.spi.annotation.Api;

/** How the cells of a column lie in memory. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum Layout {
  /** {@code int[]}. */
  INT,
  /** {@code long[]}. */
  LONG,
  /** {@code double[]}. */
  DOUBLE,
  /** Two {@code long} a cell, the high half first. */
  INT128,
  /** Offsets and one {@code byte[]}. */
  BYTES,
  /** Months, days, microseconds. */
  INTERVAL,
  /** Offsets and one child column. */
  LIST,
  /** One child column a field. */
  STRUCT
}
