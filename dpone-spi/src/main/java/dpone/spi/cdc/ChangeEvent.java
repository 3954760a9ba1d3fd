package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.batch.Chunk;
import dpone.spi.transfer.Position;

/** What a change reader delivers. */
@Rule(
    id = "CDC-6",
    value =
        "Reached comes only at the end of a transaction, when every change before it was delivered"
            + " and none after it.")
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public sealed interface ChangeEvent {
  /**
   * Changed rows of one stream, in the columns of {@link ChangeSchema}; whoever takes the event
   * closes the chunk.
   *
   * @param stream stream
   * @param chunk rows
   */
  record Rows(String stream, Chunk chunk) implements ChangeEvent {}

  /**
   * Everything up to here was delivered; a load may end here. It also comes when nothing happened
   * to the streams, yet the log went on.
   *
   * @param position position
   */
  record Reached(Position position) implements ChangeEvent {}

  /**
   * The next change of the stream has columns that differ from those that were asked for. It is not
   * delivered: the reader is of no use any more, and another one is opened with the columns as they
   * are described now, at the last position reached.
   *
   * @param stream stream
   * @param what what is different, for people
   */
  record SchemaChange(String stream, String what) implements ChangeEvent {}
}
