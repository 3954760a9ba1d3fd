/** Computes the level of every connector from evidence; the command and its entry point. */
@NullMarked
package dpone.certify;

import org.jspecify.annotations.NullMarked;
