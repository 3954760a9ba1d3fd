/** Reading: streams, splits, cursors. */
@NullMarked
package dpone.connector.clickhouse.source;

import org.jspecify.annotations.NullMarked;
