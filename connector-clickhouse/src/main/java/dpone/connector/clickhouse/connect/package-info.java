/** Speaking to a server over its HTTP interface. */
@NullMarked
package dpone.connector.clickhouse.connect;

import org.jspecify.annotations.NullMarked;
