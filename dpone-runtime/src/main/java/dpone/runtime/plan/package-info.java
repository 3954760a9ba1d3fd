/** What a run is going to do, decided before anything is touched. */
@NullMarked
package dpone.runtime.plan;

import org.jspecify.annotations.NullMarked;
