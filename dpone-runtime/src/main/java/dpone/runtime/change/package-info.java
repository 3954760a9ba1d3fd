/** What sources keep for change streams, to look at and to drop. */
@NullMarked
package dpone.runtime.change;

import org.jspecify.annotations.NullMarked;
