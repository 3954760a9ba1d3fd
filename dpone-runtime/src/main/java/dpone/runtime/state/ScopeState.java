package dpone.runtime.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dpone.runtime.json.Json;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.transfer.Position;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The document that a state store keeps for a scope.
 *
 * @param format version of this document, 1
 * @param lineage random name given when the scope first ran or was reset; goes into every load id,
 *     so that a load after a lost or reset state is never taken for one before it
 * @param completed number of completed loads; grows with every one, also an empty one, and goes
 *     into the next load id
 * @param position position reached, or null
 * @param intent load that was about to be committed, or null when the last one is settled
 * @param lastLoad id of the last committed load, or null
 */
public record ScopeState(
    int format,
    String lineage,
    long completed,
    @Nullable Position position,
    @Nullable Intent intent,
    @Nullable String lastLoad) {
  private static final int FORMAT = 1;

  /** The state of a scope that never ran, or whose state was lost or reset. */
  public static ScopeState fresh() {
    return new ScopeState(FORMAT, UUID.randomUUID().toString(), 0, null, null, null);
  }

  /** Reads a stored document; a newer format is refused. */
  public static ScopeState parse(StateEntry entry) {
    ScopeState state;
    try {
      state = Json.read(entry.document(), ScopeState.class);
    } catch (IllegalArgumentException e) {
      throw unreadable(entry.key(), "is not a state document", e);
    }
    if (state.format() != FORMAT) {
      throw unreadable(entry.key(), "has format " + state.format() + ", known is " + FORMAT, null);
    }
    return state;
  }

  private static DponeException unreadable(StateKey key, String why, @Nullable Throwable cause) {
    return DponeException.of(
            ErrorCategory.CONFIG, "STATE_UNREADABLE", "state of " + key + " " + why)
        .remedy("use the dpone version that wrote it, or reset it with `dpone state reset`")
        .cause(cause)
        .build();
  }

  /** The document. */
  public String toJson() {
    return Json.write(this);
  }

  /** The same state with a load about to be committed. */
  public ScopeState intending(Intent next) {
    return new ScopeState(FORMAT, lineage, completed, position, next, lastLoad);
  }

  /** The state once the load of an intent is committed. */
  public ScopeState settled(Intent done) {
    Position after = done.positionAfter() == null ? position : done.positionAfter();
    return new ScopeState(
        FORMAT, lineage, completed + 1, after, null, done.message().loadId().value());
  }

  /** The state once the source went on without anything to load. */
  public ScopeState advanced(Position reached) {
    return new ScopeState(FORMAT, lineage, completed, reached, null, lastLoad);
  }

  /** The state once the load of an intent is known not to have been committed. */
  public ScopeState abandoned() {
    return new ScopeState(FORMAT, lineage, completed, position, null, lastLoad);
  }

  /** The load that was about to be committed. */
  @JsonIgnore
  public Optional<Intent> pending() {
    return Optional.ofNullable(intent);
  }

  /** The position reached. */
  @JsonIgnore
  public Optional<Position> reached() {
    return Optional.ofNullable(position);
  }
}
