/** The connector itself: what a provider implements and how it describes itself. */
@NullMarked
package dpone.spi;

import org.jspecify.annotations.NullMarked;
