/** Counts and hashes that the server computes by itself. */
@NullMarked
package dpone.connector.clickhouse.verify;

import org.jspecify.annotations.NullMarked;
