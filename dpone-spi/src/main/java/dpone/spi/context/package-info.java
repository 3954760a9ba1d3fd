/** What the host lends to a connector for the length of a run. */
@NullMarked
package dpone.spi.context;

import org.jspecify.annotations.NullMarked;
