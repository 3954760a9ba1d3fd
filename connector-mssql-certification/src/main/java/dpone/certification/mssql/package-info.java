/** What certification needs to try the SQL Server connector. */
@NullMarked
package dpone.certification.mssql;

import org.jspecify.annotations.NullMarked;
