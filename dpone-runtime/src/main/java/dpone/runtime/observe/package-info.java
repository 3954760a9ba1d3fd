/** Progress and resource use of a run, for whoever listens. */
@NullMarked
package dpone.runtime.observe;

import org.jspecify.annotations.NullMarked;
