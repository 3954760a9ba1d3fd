/** Columns into rows of protocol buffers, with no object for any row or cell. */
@NullMarked
package dpone.connector.bigquery.proto;

import org.jspecify.annotations.NullMarked;
