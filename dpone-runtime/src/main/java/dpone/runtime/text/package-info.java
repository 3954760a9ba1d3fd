/** Small helpers for messages. */
@NullMarked
package dpone.runtime.text;

import org.jspecify.annotations.NullMarked;
