/** Levels computed from evidence by rule. */
@NullMarked
package dpone.certify.level;

import org.jspecify.annotations.NullMarked;
