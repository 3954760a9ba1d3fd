package dpone.runtime.context;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** Turns what nobody expected into an error with a code. */
public final class Failures {
  private Failures() {}

  /** The failure itself if it is one of ours, else an internal one with it as its cause. */
  public static DponeException internal(String operation, Throwable failure) {
    if (failure instanceof DponeException e) {
      return e;
    }
    if (failure instanceof OutOfMemoryError) {
      return DponeException.of(
              ErrorCategory.RESOURCE, "OUT_OF_MEMORY", operation + " ran out of memory")
          .remedy("lower runtime.memory or raise the heap in DPONE_JAVA_OPTS")
          .cause(failure)
          .build();
    }
    return DponeException.of(
            ErrorCategory.INTERNAL,
            "INTERNAL",
            operation
                + " failed with "
                + failure.getClass().getSimpleName()
                + (failure.getMessage() == null ? "" : ": " + failure.getMessage()))
        .remedy("run again with --debug and report the trace")
        .cause(failure)
        .build();
  }
}
