/** Columns into an Avro object container file, row by row and with no object for any. */
@NullMarked
package dpone.connector.bigquery.encode;

import org.jspecify.annotations.NullMarked;
