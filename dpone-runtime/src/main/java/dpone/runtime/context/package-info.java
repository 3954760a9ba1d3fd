/** What the host lends to a connector: memory, retries, meters, cancellation, rejects. */
@NullMarked
package dpone.runtime.context;

import org.jspecify.annotations.NullMarked;
