/** How a target is made and how it follows; pure. */
@NullMarked
package dpone.connector.bigquery.table;

import org.jspecify.annotations.NullMarked;
