/** What a scope remembers between runs, and the store of files that keeps it by default. */
@NullMarked
package dpone.runtime.state;

import org.jspecify.annotations.NullMarked;
