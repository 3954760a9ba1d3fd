package dpone.spi.batch;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;

/** Lends memory for batches, charged to the run's budget. Thread-safe. */
@Rule(
    id = "MEM-1",
    value =
        "A reader takes memory only through reserve(), which blocks until the budget has room; it"
            + " holds no other batch while it waits.")
@Rule(
    id = "MEM-2",
    value =
        "A batch is handed on when it holds batchBytes() or more. A cell above maxCellBytes() is an"
            + " error of category DATA with stream, column and row.")
@Rule(
    id = "MEM-3",
    value =
        "Whoever holds a chunk closes it, exactly once; a writer that needs data after write()"
            + " returns copies it within its own reservation.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface BatchAllocator {
  /** The size, in bytes, at which a batch is full. */
  long batchBytes();

  /** The largest single cell, in bytes. */
  long maxCellBytes();

  /**
   * The most, in bytes, that one writer may keep between two calls: readers wait for room while it
   * waits for rows, so that all writers of the run together must leave them some.
   */
  default long keptBytes() {
    return batchBytes();
  }

  /**
   * Waits for room and takes it.
   *
   * @throws dpone.spi.error.DponeException when the run is cancelled while waiting
   */
  BatchMemory reserve();

  /**
   * Takes memory that a writer keeps from one call to the next, without waiting for room. It is
   * charged as a batch is; where nothing is left beside what writers keep, readers are lent one
   * batch at a time all the same, since those writers wait for them.
   */
  default BatchMemory reserveKept() {
    return reserve();
  }
}
