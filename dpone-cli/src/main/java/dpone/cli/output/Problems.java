package dpone.cli.output;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.util.HashSet;
import java.util.Set;

/** Turns whatever was thrown into an error with a code. */
public final class Problems {
  private Problems() {}

  /** The error behind a failure: frameworks wrap what a part of them threw. */
  public static DponeException of(String operation, Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      if (t instanceof DponeException e) {
        return e;
      }
    }
    return failure instanceof OutOfMemoryError
        ? outOfMemory(operation, failure)
        : internal(operation, failure);
  }

  private static DponeException outOfMemory(String operation, Throwable failure) {
    return DponeException.of(
            ErrorCategory.RESOURCE, "OUT_OF_MEMORY", operation + " ran out of memory")
        .remedy("lower runtime.memory or raise the heap in DPONE_JAVA_OPTS")
        .cause(failure)
        .build();
  }

  private static DponeException internal(String operation, Throwable failure) {
    String message = failure.getMessage();
    return DponeException.of(
            ErrorCategory.INTERNAL,
            "INTERNAL",
            operation
                + " failed with "
                + failure.getClass().getSimpleName()
                + (message == null ? "" : ": " + message))
        .remedy("run again with --debug and report the trace")
        .cause(failure)
        .build();
  }

  /** An error of usage or configuration. */
  public static DponeException usage(String code, String what, String remedy) {
    return DponeException.of(ErrorCategory.CONFIG, code, what).remedy(remedy).build();
  }
}
