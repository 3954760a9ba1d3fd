/** What hangs on a table, and how a table that takes its place gets all of it. */
@NullMarked
package dpone.connector.postgres.keep;

import org.jspecify.annotations.NullMarked;
