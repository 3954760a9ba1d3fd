/** Reading tables, views and queries. */
@NullMarked
package dpone.connector.mssql.source;

import org.jspecify.annotations.NullMarked;
