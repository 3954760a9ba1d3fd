/** What the catalogue of a database tells about tables. */
@NullMarked
package dpone.connector.mssql.catalog;

import org.jspecify.annotations.NullMarked;
