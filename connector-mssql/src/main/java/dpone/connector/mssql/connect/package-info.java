/** Options of a connection, what the driver is given, and sessions. */
@NullMarked
package dpone.connector.mssql.connect;

import org.jspecify.annotations.NullMarked;
