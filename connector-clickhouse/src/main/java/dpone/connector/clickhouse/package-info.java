/** The provider of the ClickHouse connector. */
@NullMarked
package dpone.connector.clickhouse;

import org.jspecify.annotations.NullMarked;
