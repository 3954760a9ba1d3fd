/** JSON as a format of records, flat or in an envelope. */
@NullMarked
package dpone.connector.kafka.format.json;

import org.jspecify.annotations.NullMarked;
