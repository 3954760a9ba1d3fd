/** What can be built and told without a server. */
@NullMarked
package dpone.connector.clickhouse.offline;

import org.jspecify.annotations.NullMarked;
