/** Tables of a load's own, and writers that fill them with frozen batches. */
@NullMarked
package dpone.connector.clickhouse.stage;

import org.jspecify.annotations.NullMarked;
