/** The provider of the Microsoft SQL Server connector. */
@NullMarked
package dpone.connector.mssql;

import org.jspecify.annotations.NullMarked;
