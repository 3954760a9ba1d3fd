/** Records that cross layers, processes and releases. */
@NullMarked
package dpone.spi.transfer;

import org.jspecify.annotations.NullMarked;
