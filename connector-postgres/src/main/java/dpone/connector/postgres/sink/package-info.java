/** Writing: plan, stage, publish. */
@NullMarked
package dpone.connector.postgres.sink;

import org.jspecify.annotations.NullMarked;
