/** Reading splits into a bounded queue. */
@NullMarked
package dpone.runtime.read;

import org.jspecify.annotations.NullMarked;
