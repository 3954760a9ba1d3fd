/** Rules over the jars in dist/: what may depend on what, and what a shipped jar may hold. */
@NullMarked
package dpone.architecture;

import org.jspecify.annotations.NullMarked;
