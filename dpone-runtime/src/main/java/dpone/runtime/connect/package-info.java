/** Opening the connectors of a manifest for one run. */
@NullMarked
package dpone.runtime.connect;

import org.jspecify.annotations.NullMarked;
