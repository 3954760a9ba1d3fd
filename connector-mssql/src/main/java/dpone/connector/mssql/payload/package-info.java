/** Payloads of the connector as JSON trees. */
@NullMarked
package dpone.connector.mssql.payload;

import org.jspecify.annotations.NullMarked;
