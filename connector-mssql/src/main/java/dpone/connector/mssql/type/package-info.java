/** Types of SQL Server, and what they are mapped to in both directions. */
@NullMarked
package dpone.connector.mssql.type;

import org.jspecify.annotations.NullMarked;
