/** State and leases in tables of a database. */
@NullMarked
package dpone.connector.mssql.state;

import org.jspecify.annotations.NullMarked;
