/** The types of BigQuery, and what becomes of the logical ones; pure. */
@NullMarked
package dpone.connector.bigquery.type;

import org.jspecify.annotations.NullMarked;
