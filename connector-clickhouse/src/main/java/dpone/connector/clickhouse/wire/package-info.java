/** The Native format and the compressed frames around it. */
@NullMarked
package dpone.connector.clickhouse.wire;

import org.jspecify.annotations.NullMarked;
