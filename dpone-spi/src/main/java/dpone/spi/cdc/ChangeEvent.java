package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.IntColumn;
import dpone.spi.transfer.Position;
import dpone.spi.type.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a change source delivers, in commit order. */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public sealed interface ChangeEvent {
  /** The position after this event; empty inside a transaction that cannot be cut. */
  Optional<Position> position();

  /**
   * Changed rows of one stream.
   *
   * @param stream stream
   * @param kinds ordinal of {@link ChangeKind} for each row
   * @param after the rows as they are now; {@code UNCHANGED} cells keep what the target has; a
   *     deleted row has its key only
   * @param before the rows as they were, as far as the system says; null if it says nothing
   * @param reached position after the last row, or null inside a transaction
   */
  record Rows(
      String stream,
      IntColumn kinds,
      ColumnBatch after,
      @Nullable ColumnBatch before,
      @Nullable Position reached)
      implements ChangeEvent {
    @Override
    public Optional<Position> position() {
      return Optional.ofNullable(reached);
    }
  }

  /**
   * All rows of a stream vanished.
   *
   * @param stream stream
   * @param reached position after it, or null inside a transaction
   */
  record Truncate(String stream, @Nullable Position reached) implements ChangeEvent {
    @Override
    public Optional<Position> position() {
      return Optional.ofNullable(reached);
    }
  }

  /**
   * A stream's columns are different from here on.
   *
   * @param stream stream
   * @param schema the new columns
   * @param reached position after it, or null inside a transaction
   */
  record SchemaChange(String stream, Schema schema, @Nullable Position reached)
      implements ChangeEvent {
    @Override
    public Optional<Position> position() {
      return Optional.ofNullable(reached);
    }
  }

  /**
   * Nothing happened to the streams, yet the position moved.
   *
   * @param reached position
   */
  record Heartbeat(Position reached) implements ChangeEvent {
    @Override
    public Optional<Position> position() {
      return Optional.of(reached);
    }
  }
}
