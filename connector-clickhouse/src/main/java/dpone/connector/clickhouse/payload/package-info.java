/** Payloads of the SPI records as JSON. */
@NullMarked
package dpone.connector.clickhouse.payload;

import org.jspecify.annotations.NullMarked;
