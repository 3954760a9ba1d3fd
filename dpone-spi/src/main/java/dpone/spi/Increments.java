package dpone.spi;

import dpone.spi.annotation.Api;

/** How an increment of a stream knows where to go on. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum Increments {
  /** By the values of a column that the manifest names, such as the time of the last change. */
  BY_CURSOR,
  /**
   * By an order that every stream has of its own, such as the offsets of a log: there is nothing to
   * name, and a cursor is refused.
   */
  BY_POSITION
}
