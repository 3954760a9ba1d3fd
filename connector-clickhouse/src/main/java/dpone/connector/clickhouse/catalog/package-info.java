/** What the databases hold. */
@NullMarked
package dpone.connector.clickhouse.catalog;

import org.jspecify.annotations.NullMarked;
