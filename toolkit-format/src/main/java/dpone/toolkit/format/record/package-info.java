/** Records in bodies of any size: one after another as bytes, by their place in the body. */
@NullMarked
package dpone.toolkit.format.record;

import org.jspecify.annotations.NullMarked;
