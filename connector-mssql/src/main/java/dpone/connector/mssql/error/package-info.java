/** Codes of the connector, and how what the driver throws becomes them. */
@NullMarked
package dpone.connector.mssql.error;

import org.jspecify.annotations.NullMarked;
