/** The PostgreSQL connector. */
@NullMarked
package dpone.connector.postgres;

import org.jspecify.annotations.NullMarked;
