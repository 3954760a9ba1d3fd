/** How fast, how many at a time and how long after failures an API is called. */
@NullMarked
package dpone.toolkit.http.limit;

import org.jspecify.annotations.NullMarked;
