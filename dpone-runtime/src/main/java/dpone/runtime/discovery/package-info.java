/** Finds connectors, keeps each in loaders of its own, and stands between it and its caller. */
@NullMarked
package dpone.runtime.discovery;

import org.jspecify.annotations.NullMarked;
