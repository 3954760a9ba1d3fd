/** Names, literals and texts of T-SQL. */
@NullMarked
package dpone.connector.mssql.sql;

import org.jspecify.annotations.NullMarked;
