/** Names, literals and everything else that SQL text is made of; pure functions. */
@NullMarked
package dpone.connector.postgres.sql;

import org.jspecify.annotations.NullMarked;
