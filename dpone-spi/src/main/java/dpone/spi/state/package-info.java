/** Where a pipeline keeps its position: compare-and-set and leases with fencing. */
@NullMarked
package dpone.spi.state;

import org.jspecify.annotations.NullMarked;
