/** Every code of this connector, and how BigQuery's answers lead to it. */
@NullMarked
package dpone.connector.bigquery.error;

import org.jspecify.annotations.NullMarked;
