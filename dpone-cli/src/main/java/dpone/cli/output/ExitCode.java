package dpone.cli.output;

import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.RunStatus;
import dpone.spi.error.ErrorCategory;
import java.util.List;

/** The exit codes of dpone, and which failure leads to which. The only place that knows. */
public final class ExitCode {
  /** Everything asked for was done. */
  public static final int DONE = 0;

  /** Data, accounting, an unknown commit, an internal error, a difference found. */
  public static final int FAILED = 1;

  /** Wrong usage or configuration, and whatever is wrong at plan time. */
  public static final int CONFIGURATION = 2;

  /** A system refused, throttled, failed in passing or ran out of something. */
  public static final int EXTERNAL = 3;

  /** Authentication, permission, secret or TLS. */
  public static final int SECURITY = 4;

  /** Interrupted by the user. */
  public static final int INTERRUPTED = 130;

  // From the failure that running again may cure to the one that needs a person's judgement.
  private static final List<Integer> BY_GRAVITY =
      List.of(DONE, EXTERNAL, CONFIGURATION, SECURITY, FAILED, INTERRUPTED);

  private ExitCode() {}

  /** The code for a failure of that category, whenever it happens. */
  public static int of(ErrorCategory category) {
    return switch (category) {
      case CONFIG, NOT_FOUND, SCHEMA -> CONFIGURATION;
      case THROTTLED, TRANSIENT, RESOURCE, QUOTA -> EXTERNAL;
      case AUTHENTICATION -> SECURITY;
      case DATA, COMMIT_UNKNOWN, INTERNAL -> FAILED;
    };
  }

  /** The code for a run: by the failure's category, unless part of it is or may be published. */
  public static int of(RunReceipt receipt) {
    return switch (receipt.status()) {
      case SUCCEEDED -> DONE;
      case PARTIAL, UNKNOWN -> FAILED;
      case FAILED -> receipt.cause().map(e -> of(e.category())).orElse(FAILED);
    };
  }

  /** The graver of two codes; {@link #EXTERNAL} stays only if running again may cure both. */
  public static int worst(int one, int other) {
    return BY_GRAVITY.indexOf(one) >= BY_GRAVITY.indexOf(other) ? one : other;
  }

  /** The status of several runs together. */
  public static RunStatus overall(List<RunStatus> runs) {
    if (runs.contains(RunStatus.UNKNOWN)) {
      return RunStatus.UNKNOWN;
    }
    boolean failed = runs.contains(RunStatus.FAILED);
    boolean succeeded = runs.contains(RunStatus.SUCCEEDED);
    if (runs.contains(RunStatus.PARTIAL) || (failed && succeeded)) {
      return RunStatus.PARTIAL;
    }
    return failed ? RunStatus.FAILED : RunStatus.SUCCEEDED;
  }
}
