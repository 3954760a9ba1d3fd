/** Change data capture: streams of inserts, updates, deletes and schema changes. */
@NullMarked
package dpone.spi.cdc;

import org.jspecify.annotations.NullMarked;
