/** BigQuery as a sink and a state store. */
@NullMarked
package dpone.connector.bigquery;

import org.jspecify.annotations.NullMarked;
