/** Counts and hashes that a system computes by itself, without the load path. */
@NullMarked
package dpone.spi.verify;

import org.jspecify.annotations.NullMarked;
