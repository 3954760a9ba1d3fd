/** Stages, publishing and the target's tables. */
@NullMarked
package dpone.connector.mssql.sink;

import org.jspecify.annotations.NullMarked;
