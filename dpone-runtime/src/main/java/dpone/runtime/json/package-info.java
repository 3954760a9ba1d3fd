/** The one JSON codec: receipts, state documents and the records of the SPI. */
@NullMarked
package dpone.runtime.json;

import org.jspecify.annotations.NullMarked;
