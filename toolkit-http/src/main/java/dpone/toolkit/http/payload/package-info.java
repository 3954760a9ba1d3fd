/** Payloads of SPI records as JSON trees. */
@NullMarked
package dpone.toolkit.http.payload;

import org.jspecify.annotations.NullMarked;
