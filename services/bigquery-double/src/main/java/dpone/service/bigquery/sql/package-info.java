/**
 * Tables in memory, and statements over them, whose expressions Google's reference engine
 * evaluates.
 */
@NullMarked
package dpone.service.bigquery.sql;

import org.jspecify.annotations.NullMarked;
