/** Comparing both ends of a pipeline without the load path. */
@NullMarked
package dpone.runtime.verify;

import org.jspecify.annotations.NullMarked;
