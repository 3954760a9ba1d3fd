package dpone.runtime.state;

import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run is about to commit, stored before it does.
 *
 * @param message the prepared load
 * @param positionAfter position once it is committed, or null when the read has none
 * @param complete whether the scope is then read to its end
 * @param at when it was stored
 */
public record Intent(
    CommitMessage message, @Nullable Position positionAfter, boolean complete, Instant at) {}
