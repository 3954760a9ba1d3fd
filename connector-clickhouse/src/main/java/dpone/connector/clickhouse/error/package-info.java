/** The stable codes of this connector, and how a server's answer becomes one of them. */
@NullMarked
package dpone.connector.clickhouse.error;

import org.jspecify.annotations.NullMarked;
