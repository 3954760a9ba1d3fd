/** Pages: what is asked for next, and what goes wrong with answers that are whole. */
@NullMarked
package dpone.toolkit.http.page;

import org.jspecify.annotations.NullMarked;
