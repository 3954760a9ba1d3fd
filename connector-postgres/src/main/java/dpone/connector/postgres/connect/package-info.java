/** Options of a connection, and sessions on it. */
@NullMarked
package dpone.connector.postgres.connect;

import org.jspecify.annotations.NullMarked;
