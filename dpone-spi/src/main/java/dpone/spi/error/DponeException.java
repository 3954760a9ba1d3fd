package dpone.spi.error;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The only exception that crosses the SPI on purpose. Immutable apart from what {@link Throwable}
 * allows.
 */
@Rule(
    id = "ERR-1",
    value =
        "A failure a user can meet is a DponeException with a category, a stable code, what"
            + " happened, where, and what to do; any other exception is reported as INTERNAL.")
@Rule(id = "ERR-2", value = "No message, place, remedy or cause carries the value of a secret.")
@Rule(id = "ERR-3", value = "A code keeps its meaning for ever; a new meaning gets a new code.")
@Api(status = Api.Status.STABLE, since = "1.0")
public final class DponeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCategory category;
  private final String code;
  private final Place place;
  private final String remedy;
  private final @Nullable Duration retryAfter;

  private DponeException(Builder b) {
    super(b.message, b.cause);
    this.category = b.category;
    this.code = b.code;
    this.place = b.place;
    this.remedy = b.remedy;
    this.retryAfter = b.retryAfter;
  }

  /**
   * Starts an error.
   *
   * @param category what kind of failure it is
   * @param code stable code, upper case with underscores, such as {@code PG_TABLE_NOT_FOUND}
   * @param message what happened, one sentence without a final stop, with the offending value
   */
  public static Builder of(ErrorCategory category, String code, String message) {
    return new Builder(category, code, message);
  }

  /** What kind of failure it is. */
  public ErrorCategory category() {
    return category;
  }

  /** The stable code. */
  public String code() {
    return code;
  }

  /** What happened. */
  public String what() {
    return Objects.requireNonNullElse(getMessage(), code);
  }

  /** Where it happened. */
  public Place place() {
    return place;
  }

  /** What to do about it; empty when there is nothing to advise. */
  public String remedy() {
    return remedy;
  }

  /** How long the system asked to wait before the next try. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The same error with what its place lacked; the parts that the origin knew win. */
  public DponeException at(Place fallback) {
    Place known = place.file() == null ? place.or(fallback) : place;
    if (known.equals(place)) {
      return this;
    }
    DponeException moved =
        new Builder(category, code, what())
            .at(known)
            .remedy(remedy)
            .retryAfter(retryAfter)
            .cause(getCause())
            .build();
    moved.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      moved.addSuppressed(suppressed);
    }
    return moved;
  }

  /** The one line that a user reads: code, what, where, what to do. */
  public String oneLine() {
    StringBuilder line = new StringBuilder(code).append(": ").append(what());
    String where = place.describe();
    if (!where.isEmpty()) {
      line.append(" (").append(where).append(')');
    }
    if (!remedy.isEmpty()) {
      line.append("; ").append(remedy);
    }
    return line.toString().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  /** Builds a {@link DponeException}; not thread-safe. */
  @Api(status = Api.Status.STABLE, since = "1.0")
  public static final class Builder {
    private final ErrorCategory category;
    private final String code;
    private final String message;
    private Place place = Place.UNKNOWN;
    private String remedy = "";
    private @Nullable Duration retryAfter;
    private @Nullable Throwable cause;

    private Builder(ErrorCategory category, String code, String message) {
      this.category = Objects.requireNonNull(category, "category");
      this.code = Objects.requireNonNull(code, "code");
      this.message = Objects.requireNonNull(message, "message");
    }

    /** Sets the place. */
    public Builder at(Place where) {
      this.place = where;
      return this;
    }

    /** Sets what to do, as an imperative phrase. */
    public Builder remedy(String whatToDo) {
      this.remedy = whatToDo;
      return this;
    }

    /** Sets the time the system asked to wait. */
    public Builder retryAfter(@Nullable Duration wait) {
      this.retryAfter = wait;
      return this;
    }

    /** Sets the cause. */
    public Builder cause(@Nullable Throwable origin) {
      this.cause = origin;
      return this;
    }

    /** The finished error. */
    public DponeException build() {
      return new DponeException(this);
    }
  }
}
