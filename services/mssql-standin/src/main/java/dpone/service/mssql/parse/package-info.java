/** Reads T-SQL, as much of it as the stand-in knows. */
@NullMarked
package dpone.service.mssql.parse;

import org.jspecify.annotations.NullMarked;
