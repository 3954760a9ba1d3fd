/** CSV (RFC 4180) as a format of records, one line a record. */
@NullMarked
package dpone.connector.kafka.format.csv;

import org.jspecify.annotations.NullMarked;
