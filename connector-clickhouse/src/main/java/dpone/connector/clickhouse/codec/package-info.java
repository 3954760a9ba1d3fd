/** Column batches as blocks of the Native format. */
@NullMarked
package dpone.connector.clickhouse.codec;

import org.jspecify.annotations.NullMarked;
