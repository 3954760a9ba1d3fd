/** The only retry policy: which failures are tried again, how often, after which waits. */
@NullMarked
package dpone.runtime.retry;

import org.jspecify.annotations.NullMarked;
