/** Tables, transactions and locks. */
@NullMarked
package dpone.service.mssql.store;

import org.jspecify.annotations.NullMarked;
