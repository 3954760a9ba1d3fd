/** The statements that carry rows from a stage into a target, one load mode each. */
@NullMarked
package dpone.connector.mssql.publish;

import org.jspecify.annotations.NullMarked;
