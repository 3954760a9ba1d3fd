/** GoogleSQL as text: names, literals, statements; pure. */
@NullMarked
package dpone.connector.bigquery.sql;

import org.jspecify.annotations.NullMarked;
