/** An API as a manifest describes it. */
@NullMarked
package dpone.connector.rest.source;

import org.jspecify.annotations.NullMarked;
