/** JSON straight from bytes into cells and back, without a tree and without text objects. */
@NullMarked
package dpone.toolkit.format.json;

import org.jspecify.annotations.NullMarked;
