package dpone.runtime.stage;

import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.WriteReceipt;

/**
 * One split, moved: three counts that do not know of each other.
 *
 * @param read the source's account
 * @param written the sink's account
 * @param handed rows of the chunks that were handed over
 */
public record SplitResult(ReadReceipt read, WriteReceipt written, long handed) {}
