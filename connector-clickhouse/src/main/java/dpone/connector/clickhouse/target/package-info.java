/** What a target is, and what becomes of each column that arrives. */
@NullMarked
package dpone.connector.clickhouse.target;

import org.jspecify.annotations.NullMarked;
