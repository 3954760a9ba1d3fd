/** What can be told without a server: statements, types, retries. */
@NullMarked
package dpone.connector.mssql.offline;

import org.jspecify.annotations.NullMarked;
