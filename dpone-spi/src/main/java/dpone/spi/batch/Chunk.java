package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** Rows on their way from a reader to a writer: decoded columns, or bytes of a shared format. */
@Api(status = Api.Status.STABLE, since = "1.0")
public sealed interface Chunk extends AutoCloseable permits ColumnBatch, WireChunk {
  /** Whole rows in this chunk. */
  int rows();

  /** Bytes of memory it holds. */
  long bytes();

  /** Gives the memory back. */
  @Override
  void close();
}
