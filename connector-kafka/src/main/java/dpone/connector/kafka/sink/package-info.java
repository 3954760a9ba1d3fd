/** Rows as records, in transactions. */
@NullMarked
package dpone.connector.kafka.sink;

import org.jspecify.annotations.NullMarked;
