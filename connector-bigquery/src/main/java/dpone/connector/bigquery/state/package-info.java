/** Documents, revisions and leases in one table. */
@NullMarked
package dpone.connector.bigquery.state;

import org.jspecify.annotations.NullMarked;
