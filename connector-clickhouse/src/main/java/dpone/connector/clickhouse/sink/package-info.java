/** Writing: stages and commits. */
@NullMarked
package dpone.connector.clickhouse.sink;

import org.jspecify.annotations.NullMarked;
