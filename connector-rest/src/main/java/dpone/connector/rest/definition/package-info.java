/** Options of a stream into what the engine reads. */
@NullMarked
package dpone.connector.rest.definition;

import org.jspecify.annotations.NullMarked;
