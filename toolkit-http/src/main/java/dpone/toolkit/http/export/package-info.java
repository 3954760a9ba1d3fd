/** Exports that an API prepares in its own time: started, asked for, downloaded. */
@NullMarked
package dpone.toolkit.http.export;

import org.jspecify.annotations.NullMarked;
