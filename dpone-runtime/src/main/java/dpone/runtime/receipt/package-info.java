/** What a run did, as data. */
@NullMarked
package dpone.runtime.receipt;

import org.jspecify.annotations.NullMarked;
