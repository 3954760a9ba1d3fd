/** The data plane: columnar batches and wire chunks, bounded by bytes. */
@NullMarked
package dpone.spi.batch;

import org.jspecify.annotations.NullMarked;
