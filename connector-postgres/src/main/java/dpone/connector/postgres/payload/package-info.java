/** JSON of the payloads that cross processes. */
@NullMarked
package dpone.connector.postgres.payload;

import org.jspecify.annotations.NullMarked;
