/** What can be built and told without BigQuery. */
@NullMarked
package dpone.connector.bigquery.offline;

import org.jspecify.annotations.NullMarked;
