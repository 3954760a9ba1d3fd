/** Payloads and requests as JSON trees, by name. */
@NullMarked
package dpone.connector.bigquery.payload;

import org.jspecify.annotations.NullMarked;
