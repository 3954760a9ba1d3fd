/** The Storage Write API: pending streams of rows, and the connection that carries them. */
@NullMarked
package dpone.connector.bigquery.stream;

import org.jspecify.annotations.NullMarked;
