/** A stand-in for SQL Server: a strict part of T-SQL over tables in memory. It is a double. */
@NullMarked
package dpone.service.mssql;

import org.jspecify.annotations.NullMarked;
