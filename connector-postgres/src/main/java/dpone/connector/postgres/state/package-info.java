/** The state store. */
@NullMarked
package dpone.connector.postgres.state;

import org.jspecify.annotations.NullMarked;
