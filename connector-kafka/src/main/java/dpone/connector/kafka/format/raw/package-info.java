/** The bytes of a record as one column. */
@NullMarked
package dpone.connector.kafka.format.raw;

import org.jspecify.annotations.NullMarked;
