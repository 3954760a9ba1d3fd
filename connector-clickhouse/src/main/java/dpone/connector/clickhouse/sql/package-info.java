/** Names and literals of ClickHouse SQL. */
@NullMarked
package dpone.connector.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
