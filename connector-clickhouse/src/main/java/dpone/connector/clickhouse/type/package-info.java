/** ClickHouse's types, and what they are read and written as. */
@NullMarked
package dpone.connector.clickhouse.type;

import org.jspecify.annotations.NullMarked;
