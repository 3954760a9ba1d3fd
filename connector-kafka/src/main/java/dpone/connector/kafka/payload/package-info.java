/** Payloads of the SPI's records as JSON. */
@NullMarked
package dpone.connector.kafka.payload;

import org.jspecify.annotations.NullMarked;
