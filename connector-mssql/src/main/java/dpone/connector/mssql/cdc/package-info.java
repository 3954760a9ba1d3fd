/**
 * Changes of SQL Server: change data capture and change tracking, their positions and their health.
 */
@NullMarked
package dpone.connector.mssql.cdc;

import org.jspecify.annotations.NullMarked;
