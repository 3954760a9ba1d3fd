/** How PostgreSQL's types and dpone's map to each other. */
@NullMarked
package dpone.connector.postgres.type;

import org.jspecify.annotations.NullMarked;
