/** Where secrets come from, and how they are kept out of every output. */
@NullMarked
package dpone.runtime.credential;

import org.jspecify.annotations.NullMarked;
