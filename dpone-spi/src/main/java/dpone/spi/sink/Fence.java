package dpone.spi.sink;

import dpone.spi.annotation.Api;

/** How an older generation of the same pipeline is kept from publishing. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum Fence {
  /** The generation is compared inside the publishing transaction. */
  ATOMIC,
  /** The older generation's stage is removed by name, so it has nothing to publish. */
  STAGE_REMOVAL,
  /** The system itself refuses the older epoch, as Kafka does by transactional id. */
  EPOCH
}
