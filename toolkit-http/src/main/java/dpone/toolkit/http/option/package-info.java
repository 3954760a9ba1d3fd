/** The options of a manifest that connections over HTTP share. */
@NullMarked
package dpone.toolkit.http.option;

import org.jspecify.annotations.NullMarked;
