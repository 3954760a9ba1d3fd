/** The REST interface: who calls, calls, jobs, uploads. */
@NullMarked
package dpone.connector.bigquery.connect;

import org.jspecify.annotations.NullMarked;
