/** Types that users made: what they are, how they differ, and the statements that make them. */
@NullMarked
package dpone.connector.postgres.definition;

import org.jspecify.annotations.NullMarked;
