package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/**
 * The refusal of a writer whose stage cannot take its split: what an earlier try of a split left
 * there cannot be taken out again. The host drops the stage and begins the load anew.
 */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public final class StageUnusable {
  /** The code by which a host knows it. */
  public static final String CODE = "STAGE_UNUSABLE";

  private StageUnusable() {}

  /**
   * The refusal.
   *
   * @param why one sentence without a final stop
   */
  public static DponeException because(String why) {
    return DponeException.of(ErrorCategory.TRANSIENT, CODE, why)
        .remedy("run again: nothing was published, and the load begins anew")
        .build();
  }

  /** Whether it is that refusal. */
  public static boolean is(DponeException failure) {
    return failure.code().equals(CODE);
  }
}
