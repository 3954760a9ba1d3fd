/** Rows of a bulk load out of column batches, and the stage whose columns they fill. */
@NullMarked
package dpone.connector.mssql.bulk;

import org.jspecify.annotations.NullMarked;
