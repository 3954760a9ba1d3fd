/** Reading: streams, a consistent view, splits, positions. */
@NullMarked
package dpone.spi.source;

import org.jspecify.annotations.NullMarked;
