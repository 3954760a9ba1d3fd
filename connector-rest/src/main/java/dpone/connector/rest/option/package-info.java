/** Options of the manifest, as data. */
@NullMarked
package dpone.connector.rest.option;

import org.jspecify.annotations.NullMarked;
